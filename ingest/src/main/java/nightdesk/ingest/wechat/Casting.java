package nightdesk.ingest.wechat;

import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/** Decides who speaks: the account's owner and colleagues are staff, the other one of a chat of two is the patient. */
final class Casting {
    private final ReadOptions options;
    private final @Nullable String ownId;
    private final Notes notes;

    Casting(ReadOptions options, @Nullable String ownId, Notes notes) {
        this.options = options;
        this.ownId = ownId == null || ownId.isBlank() ? null : ownId;
        this.notes = notes;
    }

    /**
     * Returns the speaker; null when nothing says whether it is staff or a patient.
     *
     * @param own whether the file says that the owner wrote it; null when it says nothing
     */
    @Nullable Speaker speaker(MessageKind kind, Entry.Talk talk, String id, String name, @Nullable Boolean own) {
        if (kind.isEvent()) {
            return Speaker.SYSTEM;
        }
        if (isOwner(id) || (id.isEmpty() && isOwner(name)) || SourceIds.isWecomContact(id)) {
            return Speaker.STAFF;
        }
        if (!talk.group() && !id.isEmpty() && id.equals(talk.peer())) {
            if (Boolean.TRUE.equals(own)) {
                notes.count(Notes.Note.CORRECTED);
            }
            return Speaker.PATIENT;
        }
        if (Boolean.TRUE.equals(own)) {
            return Speaker.STAFF;
        }
        return talk.group() || own == null ? null : Speaker.PATIENT;
    }

    private boolean isOwner(String nameOrId) {
        return !nameOrId.isEmpty() && (options.owner().is(nameOrId) || nameOrId.equals(ownId));
    }

    /** Returns the name of the account, and tells how it came about. */
    String account() {
        if (!options.owner().isKnown()) {
            notes.say(
                    ownId == null
                            ? "没有填写账号本人，文件里也看不出来；账号记为 '" + Owner.UNKNOWN + "'"
                            : "没有填写账号本人，已把发出消息的 " + ownId + " 当作本人");
        }
        return options.owner().account(ownId);
    }
}
