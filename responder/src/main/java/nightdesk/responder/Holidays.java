package nightdesk.responder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * China's public holidays and the weekend days worked in exchange (调休), a file per year as the State Council announces
 * them. A line is {@code 2026-02-15..2026-02-23 off 春节} or {@code 2026-02-14 work 春节}; what follows {@code #} says
 * nothing. Immutable.
 */
public final class Holidays {
    private static final List<Integer> SHIPPED = List.of(2025, 2026);
    private static final Holidays NONE = new Holidays(Map.of(), Set.of());

    private final Map<LocalDate, Day> days;
    private final Set<Integer> years;

    /** What is special about a day. */
    public enum Kind {
        /** A public holiday. */
        OFF,
        /** A Saturday or Sunday on which the country works. */
        WORK
    }

    /**
     * @param kind off or work
     * @param name which holiday it is for, e.g. 春节
     */
    public record Day(Kind kind, String name) {}

    private Holidays(Map<LocalDate, Day> days, Set<Integer> years) {
        this.days = Map.copyOf(days);
        this.years = Set.copyOf(years);
    }

    /** Returns a calendar without holidays. */
    public static Holidays none() {
        return NONE;
    }

    /** Returns the years that come with the product. */
    public static Holidays shipped() {
        return load(null);
    }

    /**
     * Returns the years that come with the product and those of a directory's files {@code 2027.txt}, which stand in for
     * a shipped year of the same number.
     *
     * @throws IllegalArgumentException naming the file and the line that cannot be read
     */
    public static Holidays load(@Nullable Path directory) {
        Map<LocalDate, Day> days = new HashMap<>();
        Set<Integer> years = new HashSet<>();
        SHIPPED.forEach(year -> add(days, years, year, shippedLines(year), "holidays " + year));
        for (Path file : files(directory)) {
            int year = Integer.parseInt(file.getFileName().toString().substring(0, 4));
            days.keySet().removeIf(date -> date.getYear() == year);
            add(days, years, year, lines(file), file.toString());
        }
        return new Holidays(days, years);
    }

    private static List<String> shippedLines(int year) {
        try (InputStream in = Holidays.class.getResourceAsStream("/calendar/" + year + ".txt")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(@Nullable Path directory) {
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.getFileName().toString().matches("\\d{4}\\.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The holidays in " + directory + " cannot be read", e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The holidays in " + file + " cannot be read", e);
        }
    }

    private static void add(Map<LocalDate, Day> days, Set<Integer> years, int year, List<String> lines, String source) {
        years.add(year);
        int number = 0;
        for (String line : lines) {
            number++;
            String told = line.replaceFirst("#.*", "").replace("\uFEFF", "").strip();
            if (!told.isEmpty()) {
                addLine(days, told, source + " line " + number);
            }
        }
    }

    private static void addLine(Map<LocalDate, Day> days, String line, String where) {
        String[] parts = line.split("\\s+", 3);
        try {
            String[] ends = parts[0].split("\\.\\.");
            LocalDate first = LocalDate.parse(ends[0]);
            LocalDate last = LocalDate.parse(ends[ends.length - 1]);
            Kind kind = "off".equals(parts[1]) ? Kind.OFF : work(parts[1]);
            Day day = new Day(kind, parts.length > 2 ? parts[2] : "");
            first.datesUntil(last.plusDays(1)).forEach(date -> days.put(date, day));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    where + ": met '" + line + "', expected a line such as 2026-10-01..2026-10-07 off 国庆节", e);
        }
    }

    private static Kind work(String word) {
        if (!"work".equals(word)) {
            throw new IllegalArgumentException(word);
        }
        return Kind.WORK;
    }

    /** Returns what is special about a day; empty for an ordinary one. */
    public Optional<Day> of(LocalDate date) {
        return Optional.ofNullable(days.get(date));
    }

    /** Returns whether the holidays of a year are known. */
    public boolean knows(int year) {
        return years.contains(year);
    }
}
