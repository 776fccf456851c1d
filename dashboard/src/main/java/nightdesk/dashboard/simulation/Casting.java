package nightdesk.dashboard.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses a night's patients: the scripted ones first, then as many as asked for from lists of openings and questions. */
final class Casting {
    private static final Map<String, String> TYPES =
            Map.of("[图片]", "image", "[语音]", "voice", "[位置]", "location", "[新类型]", "nightdesk_unknown");

    private final List<Patient> scripted = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> openings = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final List<String> closings = new ArrayList<>();

    Casting() {
        List<String> section = names;
        for (String line : lines()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("=")) {
                section = section(line.substring(1).strip());
            } else if (line.startsWith("patient ")) {
                section = List.of();
                scripted.add(head(line.split(" ")));
            } else if (section.isEmpty() && !scripted.isEmpty() && line.matches("(\\+\\S+ )?[PpS] .*")) {
                scripted.getLast().lines().add(line(line));
            } else {
                section.add(line);
            }
        }
    }

    /** Returns so many patients; the same seed gives the same ones. */
    List<Patient> cast(int count, long seed) {
        Random random = new Random(seed);
        Stream<Patient> generated =
                IntStream.range(0, Math.max(0, count - scripted.size())).mapToObj(i -> generated(i, random));
        return Stream.concat(scripted.stream().limit(count), generated).toList();
    }

    private Patient generated(int number, Random random) {
        String name = names.get(number % names.size()) + (number < names.size() ? "" : number / names.size() + 1);
        List<Line> lines = new ArrayList<>();
        if (random.nextBoolean()) {
            lines.add(says(0, pick(openings, random)));
        }
        for (String part : pick(questions, random).split("/")) {
            lines.add(says(1 + random.nextInt(2), part.strip()));
        }
        if (random.nextInt(3) == 0) {
            String phone = "13%d0000%04d".formatted(random.nextInt(10), random.nextInt(10_000));
            lines.add(says(60 + random.nextInt(120), pick(closings, random).replace("{phone}", phone)));
        }
        LocalTime at = LocalTime.of(21, 0).plusMinutes(random.nextInt(600)).plusSeconds(random.nextInt(60));
        return new Patient(name, at, lines);
    }

    private static Line says(int seconds, String text) {
        return new Line(Duration.ofSeconds(seconds), Line.From.PATIENT, "text", text);
    }

    private static String pick(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> section(String title) {
        return switch (title) {
            case "names" -> names;
            case "openings" -> openings;
            case "questions" -> questions;
            case "closings" -> closings;
            default -> throw new IllegalStateException("the night has no list '" + title + "'");
        };
    }

    private static Patient head(String[] words) {
        return new Patient(words[1], LocalTime.parse(words[2]), new ArrayList<>());
    }

    private static Line line(String line) {
        String rest = line;
        Duration after = Duration.ofSeconds(2);
        if (rest.startsWith("+")) {
            after = Duration.parse("PT" + rest.substring(1, rest.indexOf(' ')));
            rest = rest.substring(rest.indexOf(' ') + 1);
        }
        String said = rest.substring(2);
        Line.From from =
                switch (rest.charAt(0)) {
                    case 'P' -> Line.From.PATIENT;
                    case 'p' -> Line.From.PATIENT_CONTENT;
                    default -> Line.From.STAFF;
                };
        String type = TYPES.getOrDefault(said, "text");
        return new Line(after, from, type, type.equals("text") ? said : "");
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(Casting.class.getResourceAsStream("night.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
