package nightdesk.ingest.wechat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in a file that says neither whose account it is nor whom the chat is with, only names. The owner is who was
 * named as such, or 我; failing both, in a chat of two, the one after whom the file is not named. Where that does not
 * decide it, nobody is guessed.
 */
final class Senders {
    static final String ME = "我";
    private static final int MOST = 10_000;

    private final ReadOptions options;
    private final Survey survey;
    private final @Nullable String guessedOwner;
    private final boolean group;
    private final Entry.Talk talk;

    Senders(ReadOptions options, Survey survey) {
        this.options = options;
        this.survey = survey;
        this.guessedOwner = guessedOwner();
        this.group = severalOthers();
        this.talk = found();
    }

    /** Collects the names of a file. */
    static final class Names {
        private final ReadOptions options;
        /** Name shown to remark. */
        private final Map<String, Survey.Person> others = new LinkedHashMap<>();

        private boolean ownerSpoke;

        Names(ReadOptions options) {
            this.options = options;
        }

        void see(String name, String remark) {
            if (name.isEmpty()) {
                return;
            }
            if (isNamedOwner(options, name, remark)) {
                ownerSpoke = true;
            } else if (others.size() < MOST) {
                others.putIfAbsent(name, new Survey.Person(null, remark.isEmpty() ? name : remark, false));
            }
        }

        Survey survey() {
            return new Survey(null, ownerSpoke, others);
        }
    }

    private static boolean isNamedOwner(ReadOptions options, String name, String remark) {
        return ME.equals(name) || options.owner().is(name) || options.owner().is(remark);
    }

    /** Returns who must be the owner although nobody said so, or null. */
    private @Nullable String guessedOwner() {
        if (survey.ownerSpoke() || survey.people().size() != 2) {
            return null;
        }
        Optional<String> patient =
                survey.people().keySet().stream().filter(this::namesTheFile).findFirst();
        return patient.flatMap(name -> survey.people().keySet().stream()
                        .filter(other -> !other.equals(name))
                        .findFirst())
                .orElse(null);
    }

    private boolean namesTheFile(String name) {
        return options.chatName().equals(name) || options.chatName().equals(remark(name));
    }

    private @Nullable String remark(String name) {
        Survey.Person person = survey.people().get(name);
        return person == null ? null : person.name();
    }

    private boolean severalOthers() {
        int others = survey.people().size();
        if (guessedOwner == null && !survey.ownerSpoke()) {
            return others > 2;
        }
        return others - (guessedOwner == null ? 0 : 1) > 1;
    }

    /** Returns whom the chat is with: the only other one who speaks, else the file's name. */
    Entry.Talk talk() {
        return talk;
    }

    private Entry.Talk found() {
        Optional<String> other = survey.people().keySet().stream()
                .filter(name -> !name.equals(guessedOwner))
                .findFirst();
        boolean certain = !group && (survey.people().size() == 1 || guessedOwner != null);
        String peer = certain ? other.map(this::remark).orElse(options.chatName()) : options.chatName();
        String named = peer == null || peer.isBlank() ? "未命名的会话" : Wording.clean(peer);
        return new Entry.Talk(named, true, group, named);
    }

    /** Returns the speaker; null when nothing says whether it is staff or a patient. */
    @Nullable Speaker speaker(MessageKind kind, String name, String remark) {
        if (kind.isEvent() || name.isEmpty()) {
            return Speaker.SYSTEM;
        }
        if (isNamedOwner(options, name, remark) || name.equals(guessedOwner)) {
            return Speaker.STAFF;
        }
        if (group) {
            return null;
        }
        return survey.ownerSpoke() || guessedOwner != null || namesTheFile(name) ? Speaker.PATIENT : null;
    }

    String account(Notes notes) {
        if (guessedOwner != null) {
            notes.say("文件以对方命名，已把 " + guessedOwner + " 当作账号本人");
        } else if (!options.owner().isKnown()) {
            notes.say("没有填写账号本人；账号记为 '" + Owner.UNKNOWN + "'");
        }
        return options.owner().account(guessedOwner);
    }
}
