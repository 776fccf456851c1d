package nightdesk.dashboard.imports;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import org.jspecify.annotations.Nullable;

/** A form as it arrives, part by part. */
final class Upload {
    private static final int LONGEST_NAME = 255;

    private final Path file;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable String fileName;

    Upload(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    boolean hasFile() {
        return fileName != null;
    }

    void setFileName(String name) {
        fileName = name;
    }

    void setField(String name, String value) {
        fields.put(name, value);
    }

    /** Returns itself, or throws when the file is missing or a field makes no sense. */
    Upload complete() {
        if (!hasFile()) {
            throw new IllegalArgumentException("file: met none, expected a part named 'file' with a file name");
        }
        return this;
    }

    ImportRequest request(ZoneId hospital, String who) {
        return new ImportRequest(
                file,
                name(),
                field("format", Imports.AUTO),
                field("owner", ""),
                zone(field("timezone", hospital.getId())),
                who,
                Boolean.parseBoolean(field("dryRun", "false")),
                optional("exportedBy"),
                optional("legalBasis"));
    }

    private String name() {
        String name = String.valueOf(fileName);
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }

    private String field(String name, String absent) {
        String value = fields.getOrDefault(name, "").strip();
        return value.isEmpty() ? absent : value;
    }

    private @Nullable String optional(String name) {
        String value = field(name, "");
        return value.isEmpty() ? null : value;
    }

    static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("timezone: met '" + zone + "', expected one like Asia/Shanghai", e);
        }
    }
}
