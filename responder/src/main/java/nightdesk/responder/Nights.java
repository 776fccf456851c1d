package nightdesk.responder;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The nights in figures. A night is named by the day of its evening. */
public interface Nights {

    /** Returns the nights in which somebody wrote, newest first. */
    Mono<Paged<Figures>> list(int page, int size);

    /** Returns one night; all zero when nobody wrote. */
    Mono<Figures> of(LocalDate date);

    /** Returns a night's conversations, emergencies first, then the latest. */
    Mono<Paged<Talk>> conversations(LocalDate date, int page, int size);

    /**
     * @param conversations that had a patient's message
     * @param patientMessages lines written by patients
     * @param answered decisions that answered from knowledge
     * @param promised decisions that named a time
     * @param emergencies conversations sent to help
     * @param held texts that WeCom refused or that a person overtook
     * @param leads rows left in the queue
     * @param medianFirstReplyMs from a conversation's first line to our first text at WeCom; null without any
     */
    record Figures(
            LocalDate date,
            OffsetDateTime from,
            OffsetDateTime to,
            long conversations,
            long patientMessages,
            long answered,
            long promised,
            long emergencies,
            long held,
            long leads,
            @Nullable Long medianFirstReplyMs) {}

    /**
     * One conversation of a night.
     *
     * @param outcome {@code answer}, {@code promise}, {@code emergency}, {@code silent} or {@code held}; the gravest wins
     */
    record Talk(
            String conversationId,
            String patientId,
            String patientName,
            OffsetDateTime firstAt,
            OffsetDateTime lastAt,
            String lastText,
            long messages,
            String outcome,
            boolean emergency) {}
}
