package nightdesk.ingest.identity;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of many rows as the arrays that {@code unnest} takes, and columns of one row read. */
final class Column {
    private Column() {}

    /** PostgreSQL's text cannot hold U+0000; the record as received stays on the log. */
    static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> field) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        int at = 0;
        for (T row : rows) {
            String value = field.apply(row);
            values[at++] = value == null || value.indexOf('\0') < 0 ? value : value.replace("\0", "");
        }
        return values;
    }

    static <T> Long[] millis(Collection<T> rows, Function<T, Instant> field) {
        return rows.stream().map(row -> field.apply(row).toEpochMilli()).toArray(Long[]::new);
    }

    static <T> Integer[] numbers(Collection<T> rows, Function<T, Integer> field) {
        return rows.stream().map(field).toArray(Integer[]::new);
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    static Instant instant(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    static @Nullable Instant instantOrNull(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
