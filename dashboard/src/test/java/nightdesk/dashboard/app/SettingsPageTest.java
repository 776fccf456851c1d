package nightdesk.dashboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/settings.md is written from application.yaml; {@code -Dnightdesk.settings.write=true} writes it anew. */
class SettingsPageTest {
    private static final Path YAML = Path.of("src/main/resources/application.yaml");
    private static final Path PAGE = Path.of("../docs/settings.md");
    private static final Pattern LINE = Pattern.compile("( *)([a-z0-9-]+): ?(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):(.*)\\}\"?$");

    @Test
    void pageTellsEverySetting() throws IOException {
        String page = page(Files.readAllLines(YAML));
        if (Boolean.getBoolean("nightdesk.settings.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("run with -Dnightdesk.settings.write=true and commit docs/settings.md")
                .isEqualTo(page);
        assertThat(page).contains("NIGHTDESK_PORT", "WECOM_TOKEN", "LLM_BASE_URL", "POSTGRES_URL");
    }

    private static String page(List<String> lines) {
        StringBuilder page = new StringBuilder("""
                # Settings

                Written from `dashboard/src/main/resources/application.yaml`, which may also be overridden by
                `./config/application.yaml` beside the jar. Empty default = off, or embedded.

                | environment | key | default | meaning |
                |---|---|---|---|
                """);
        for (Setting setting : settings(lines)) {
            page.append("| `%s` | `%s` | %s | %s |\n"
                    .formatted(
                            setting.variable(),
                            setting.key(),
                            setting.initial().isEmpty() ? "" : "`" + setting.initial() + "`",
                            setting.meaning().replace("|", "\\|")));
        }
        return page.toString();
    }

    private static List<Setting> settings(List<String> lines) {
        List<Setting> settings = new ArrayList<>();
        Deque<Key> path = new ArrayDeque<>();
        List<String> comment = new ArrayList<>();
        for (String line : lines) {
            Matcher entry = LINE.matcher(line);
            if (line.strip().startsWith("#")) {
                comment.add(line.strip().substring(1).strip());
            } else if (entry.matches()) {
                int depth = entry.group(1).length();
                while (!path.isEmpty() && path.getLast().depth() >= depth) {
                    path.removeLast();
                }
                path.addLast(new Key(depth, entry.group(2)));
                Matcher variable = VARIABLE.matcher(entry.group(3));
                if (variable.find()) {
                    settings.add(
                            new Setting(variable.group(1), joined(path), variable.group(2), String.join(" ", comment)));
                }
                comment.clear();
            } else if (line.isBlank()) {
                comment.clear();
            }
        }
        return settings;
    }

    private static String joined(Deque<Key> path) {
        return String.join(".", path.stream().map(Key::name).toList());
    }

    private record Key(int depth, String name) {}

    private record Setting(String variable, String key, String initial, String meaning) {}
}
