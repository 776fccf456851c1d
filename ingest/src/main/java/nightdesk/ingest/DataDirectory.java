package nightdesk.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything embedded: PostgreSQL, Kafka, the Lucene index, uploads. One process owns it at a
 * time; the lock goes with the process, however it ends.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the directory if need be and takes its lock.
     *
     * @throws StartFailure when another process holds it
     */
    public static DataDirectory open(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            FileChannel channel =
                    FileChannel.open(absolute.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartFailure("The data directory " + absolute
                        + " is in use by another Nightdesk. Stop that one, or set NIGHTDESK_DATA_DIR to another"
                        + " directory.");
            }
            return new DataDirectory(absolute, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + absolute + " cannot be used", e);
        }
    }

    private static @Nullable Object tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Returns the absolute path of a sub-directory, created if need be. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + root.resolve(name), e);
        }
    }

    public Path root() {
        return root;
    }

    /** Returns an id of this installation that survives restarts. */
    public String nodeId() {
        Path file = root.resolve("node-id");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID().toString().substring(0, 8));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the node id in " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release the lock of " + root, e);
        }
    }
}
