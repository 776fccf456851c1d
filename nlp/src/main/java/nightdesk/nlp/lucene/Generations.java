package nightdesk.nlp.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directories of the index: {@code g1}, {@code g2}, …, one of which the file {@code CURRENT} names. A directory that
 * is not named is what a rebuild left when the process ended.
 */
final class Generations {
    private static final String POINTER = "CURRENT";
    private static final String FIRST = "g1";

    private final Path root;

    Generations(Path root) {
        this.root = root;
    }

    /** Returns the directory of the index that is searched; files of an index without generations become the first. */
    Path current() {
        try {
            Path pointer = root.resolve(POINTER);
            if (!Files.exists(pointer)) {
                adopt();
                point(FIRST);
            }
            return Files.createDirectories(root.resolve(
                    Files.readString(pointer, StandardCharsets.UTF_8).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("The index under " + root + " cannot be found", e);
        }
    }

    private void adopt() throws IOException {
        Path first = Files.createDirectories(root.resolve(FIRST));
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.move(file, first.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Returns an empty directory for the next index. */
    Path next() {
        Path current = current();
        removeAllBut(current);
        int number = Integer.parseInt(current.getFileName().toString().substring(1)) + 1;
        try {
            return Files.createDirectories(root.resolve("g" + number));
        } catch (IOException e) {
            throw new UncheckedIOException("No directory for a new index under " + root, e);
        }
    }

    /** Makes this directory the one that is searched after the next start, in one step. */
    void activate(Path directory) {
        try {
            point(directory.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The index " + directory + " cannot be made the current one", e);
        }
    }

    private void point(String name) throws IOException {
        Path draft = root.resolve(POINTER + ".tmp");
        Files.writeString(draft, name, StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, root.resolve(POINTER), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what unfinished rebuilds left; returns whether there was anything. */
    boolean removeLeftovers() {
        return removeAllBut(current());
    }

    private boolean removeAllBut(Path kept) {
        try (Stream<Path> found = Files.list(root)) {
            List<Path> others = found.filter(Files::isDirectory)
                    .filter(directory -> !directory.equals(kept))
                    .toList();
            others.forEach(Generations::remove);
            return !others.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("Old indexes under " + root + " cannot be removed", e);
        }
    }

    static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The old index " + directory + " cannot be removed", e);
        }
    }
}
