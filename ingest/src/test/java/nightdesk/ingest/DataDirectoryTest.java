package nightdesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @Test
    void refusesASecondOwner_andNamesTheWayOut(@TempDir Path root) {
        try (DataDirectory first = DataDirectory.open(root)) {
            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> DataDirectory.open(root))
                    .withMessageContaining(first.root().toString())
                    .withMessageContaining("NIGHTDESK_DATA_DIR");
        }
        try (DataDirectory next = DataDirectory.open(root)) {
            assertThat(next.directory("index")).isDirectory();
        }
    }

    @Test
    void keepsItsIdAcrossRestarts(@TempDir Path root) {
        String id;
        try (DataDirectory first = DataDirectory.open(root)) {
            id = first.nodeId();
        }
        try (DataDirectory next = DataDirectory.open(root)) {
            assertThat(next.nodeId()).isEqualTo(id).hasSize(8);
        }
    }
}
