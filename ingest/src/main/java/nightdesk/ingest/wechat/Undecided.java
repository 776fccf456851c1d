package nightdesk.ingest.wechat;

import nightdesk.ingest.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of whom nothing says whether it is staff or a patient. A person decides once for all their messages: for a
 * wxid in all chats of the account, for a mere name in that chat only.
 *
 * @param id {@code q_…}
 * @param peer the chat where the speaker was met first
 * @param peerName its name
 */
record Undecided(
        String id,
        String account,
        String peer,
        @Nullable String peerName,
        boolean group,
        @Nullable String speakerId,
        @Nullable String speakerName) {

    static Undecided of(String account, Entry.Row row) {
        String who = row.speakerId() != null
                ? Ids.hash(account, row.speakerId())
                : Ids.hash(account, row.talk().peer(), String.valueOf(row.speakerName()));
        return new Undecided(
                "q_" + who,
                account,
                row.talk().peer(),
                row.talk().name(),
                row.talk().group(),
                row.speakerId(),
                row.speakerName());
    }
}
