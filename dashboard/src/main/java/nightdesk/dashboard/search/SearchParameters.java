package nightdesk.dashboard.search;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import org.jspecify.annotations.Nullable;

/** A search as the address line carries it. */
record SearchParameters(
        @Parameter(description = "Words parted by blanks, \"phrases\", -not, OR. Empty: everything.") @Nullable String q,

        @Parameter(description = "q is one string, found exactly where it stands; upper and lower case alike.")
        @Nullable Boolean exact,

        @Parameter(description = "A word of q that shall not be widened by other spellings; repeatable.") @Nullable List<String> noAlias,

        @Parameter(description = "Said at or after: ISO-8601 with offset, or a date.") @Nullable String from,

        @Parameter(description = "Said before: ISO-8601 with offset; or to the end of a date.") @Nullable String to,

        @Parameter(schema = @Schema(allowableValues = {"wecom-kf", "wecom-archive", "wechat", "gateway"})) @Nullable String channel,

        @Parameter(schema = @Schema(allowableValues = {"patient", "staff", "ai", "system"})) @Nullable String speaker,

        @Parameter(description = "Our account.") @Nullable String account,
        @Nullable String patientId,
        @Nullable String conversationId,

        @Parameter(description = "A treatment, brand or concern by its canonical name; repeatable, all must hold.")
        @Nullable List<String> tag,

        @Parameter(schema = @Schema(allowableValues = {"relevance", "time"})) @Nullable String sort,

        @Parameter(description = "From 0.") @Nullable Integer page,
        @Parameter(description = "At most 500.") @Nullable Integer size) {

    private static final int PAGE_SIZE = 20;

    /** A form sends what was left open as an empty text. */
    SearchParameters {
        from = given(from);
        to = given(to);
        channel = given(channel);
        speaker = given(speaker);
        account = given(account);
        patientId = given(patientId);
        conversationId = given(conversationId);
        sort = given(sort);
    }

    SearchRequest toRequest(ZoneId zone) {
        return new SearchRequest(
                q == null ? "" : q,
                exact != null && exact,
                noAlias == null ? Set.of() : Set.copyOf(noAlias),
                filter(zone),
                order(),
                page == null ? 0 : page,
                size == null ? PAGE_SIZE : size);
    }

    private SearchFilter filter(ZoneId zone) {
        return new SearchFilter(
                time("from", from, zone, 0),
                time("to", to, zone, 1),
                channel == null ? null : Channel.of(channel),
                speaker == null ? null : Speaker.of(speaker),
                account,
                conversationId,
                patientId == null ? List.of() : List.of(patientId),
                tag == null ? List.of() : tag);
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private Order order() {
        if (sort == null) {
            return Order.RELEVANCE;
        }
        return switch (sort.toLowerCase(Locale.ROOT)) {
            case "relevance" -> Order.RELEVANCE;
            case "time" -> Order.TIME;
            default -> throw new IllegalArgumentException("sort: met '" + sort + "', expected relevance or time");
        };
    }

    private static @Nullable Instant time(String name, @Nullable String value, ZoneId zone, int daysOn) {
        if (value == null) {
            return null;
        }
        // A plus sign that was not escaped reaches us as a blank.
        String text = value.replace(' ', '+');
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).plusDays(daysOn).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + ": met '" + value + "', expected a time such as 2026-07-01T08:00:00+08:00 or a date", e);
        }
    }
}
