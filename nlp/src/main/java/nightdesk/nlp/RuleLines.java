package nightdesk.nlp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How every rule pack is read: UTF-8 lines of a resource, blank lines and those that begin with {@code #} left out. */
public final class RuleLines {
    private RuleLines() {}

    /**
     * Returns all lines of a resource.
     *
     * @param owner a class of the module that ships it
     * @param resource its absolute name, e.g. {@code /triage/rules.txt}
     * @throws IllegalStateException when there is no such resource
     */
    public static List<String> load(Class<?> owner, String resource) {
        InputStream stream = owner.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("not on the class path: " + resource);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over each line that says something, stripped, with its number from 1. */
    public static void each(List<String> lines, Reader reader) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                reader.read(line, i + 1);
            }
        }
    }

    /** Takes one line of a rule pack. */
    @FunctionalInterface
    public interface Reader {
        void read(String line, int number);
    }
}
