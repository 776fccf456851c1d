package nightdesk.dashboard.system;

import java.time.OffsetDateTime;
import java.util.List;
import nightdesk.ingest.Counters.Count;
import nightdesk.ingest.EventLog.Lag;
import org.jspecify.annotations.Nullable;

/**
 * The system page: quiet must look different from broken.
 *
 * @param version of this build
 * @param startedAt when this process started
 * @param now this process's clock, in the hospital's zone
 * @param roles what this process does
 * @param servers what it stands on
 * @param accounts the WeCom accounts that are switched on
 * @param archives the archives of chats (会话内容存档) that are switched on
 * @param stages the workers of this process
 * @param lags how far each stage is behind the log
 * @param index the message index; null in a process without it
 * @param counters what was taken and what was refused since start
 * @param deadLetters records that wait for a person
 * @param knowledge the approved answers
 * @param models the models in use
 * @param night whether the AI answers now
 */
record SystemState(
        String version,
        OffsetDateTime startedAt,
        OffsetDateTime now,
        List<String> roles,
        List<ServerState> servers,
        List<AccountState> accounts,
        List<ArchiveState> archives,
        List<StageState> stages,
        List<Lag> lags,
        @Nullable IndexState index,
        List<Count> counters,
        long deadLetters,
        KnowledgeState knowledge,
        Models models,
        NightState night) {

    /**
     * @param name kafka, postgres or index
     * @param kind embedded or external
     * @param detail where it is, without user or password
     * @param up whether it answered just now
     */
    record ServerState(String name, String kind, String detail, boolean up) {}

    /**
     * @param name as in the callback's path
     * @param simulated whether it is the stand-in
     * @param lastCallbackAt null = none since start
     * @param lastMessageAt null = none since start
     * @param callbacks taken since start
     * @param rejected refused since start
     * @param pauses calls to WeCom that rest, with the reason
     */
    record AccountState(
            String name,
            boolean simulated,
            @Nullable OffsetDateTime lastCallbackAt,
            @Nullable OffsetDateTime lastMessageAt,
            long callbacks,
            long rejected,
            List<PauseState> pauses) {}

    /**
     * @param api which one; {@code /cgi-bin/gettoken} = all
     * @param errcode WeCom's reason
     * @param explanation what it means and what to do
     * @param until when it is called again
     */
    record PauseState(String api, int errcode, String explanation, OffsetDateTime until) {}

    /**
     * @param account the WeCom account
     * @param state starting, running, waiting (tries again by itself) or blocked (a person must do something)
     * @param detail in Chinese, what is the matter and what to do; empty when all is well
     * @param seq read up to here
     * @param lastPullAt null = not since start
     * @param lastRecordAt null = none since start
     * @param stored messages taken since start
     * @param withoutConsent records left out since start, as the patient has not agreed
     * @param sealed records kept encrypted until they can be opened
     * @param restarts how often the library's process was started again since start
     */
    record ArchiveState(
            String account,
            String state,
            String detail,
            long seq,
            @Nullable OffsetDateTime lastPullAt,
            @Nullable OffsetDateTime lastRecordAt,
            long stored,
            long withoutConsent,
            long sealed,
            long restarts) {}

    /**
     * @param name the stage
     * @param state running, retrying or stopped
     * @param since since when
     * @param lastError the last failure; null when there was none
     */
    record StageState(
            String name,
            String state,
            OffsetDateTime since,
            @Nullable String lastError) {}

    /**
     * @param messages in the index
     * @param sizeBytes on disk
     * @param lastCommitAt when it was last made durable; null = never
     */
    record IndexState(
            long messages, long sizeBytes, @Nullable OffsetDateTime lastCommitAt) {}

    /**
     * @param items all
     * @param approved those that may be used
     */
    record KnowledgeState(long items, long approved) {}

    /**
     * @param embedding the sentence embedder; null = none in this process
     * @param llm the language model; null = none configured
     */
    record Models(@Nullable String embedding, @Nullable String llm) {}

    /**
     * @param now whether the AI answers at this moment
     * @param windows when it does today
     * @param until the end of this night; null by day, and where the AI always answers
     * @param day the public holiday, or the workday in exchange, that today is; null = an ordinary day
     * @param missingYear the year within the next 60 days whose public holidays are not known although the windows depend
     *     on them
     */
    record NightState(
            boolean now,
            List<String> windows,
            @Nullable OffsetDateTime until,
            @Nullable SpecialDay day,
            @Nullable Integer missingYear) {}

    /**
     * @param kind off or work
     * @param name e.g. 国庆节
     */
    record SpecialDay(String kind, String name) {}
}
