package nightdesk.ingest.wechat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in a new MemoTrace file, which says neither whose account it is nor whom the chat is with. The owner is who
 * was named as such, or 我; failing both, in a chat of two, the one after whom the file is not named.
 */
final class MemoTraceSenders {
    static final String ME = "我";
    private static final int MOST = 10_000;

    private final ReadOptions options;
    private final int sender;
    private final int remark;
    private final int type;
    /** Name shown to remark. */
    private final Map<String, String> others = new LinkedHashMap<>();

    private boolean ownerSpoke;

    MemoTraceSenders(CsvTable table, ReadOptions options) {
        this.options = options;
        this.sender = table.column("发送人");
        this.remark = table.column("备注");
        this.type = table.column("类型");
    }

    void see(CsvRecords.Fields row) {
        String name = row.fields().get(sender).strip();
        String known = remark < 0 ? "" : row.fields().get(remark).strip();
        if (name.isEmpty() || MessageKind.of(row.fields().get(type).strip()).isEvent()) {
            return;
        }
        if (isNamedOwner(name, known)) {
            ownerSpoke = true;
        } else if (others.size() < MOST) {
            others.putIfAbsent(name, known.isEmpty() ? name : known);
        }
    }

    boolean isOwner(String name, String known) {
        return isNamedOwner(name, known) || name.equals(guessedOwner());
    }

    private boolean isNamedOwner(String name, String known) {
        return ME.equals(name) || options.owner().is(name) || options.owner().is(known);
    }

    /** Returns who must be the owner although nobody said so, or null. */
    @Nullable String guessedOwner() {
        if (ownerSpoke || others.size() != 2) {
            return null;
        }
        Optional<String> patient =
                others.keySet().stream().filter(this::namesTheFile).findFirst();
        return patient.flatMap(name -> others.keySet().stream()
                        .filter(other -> !other.equals(name))
                        .findFirst())
                .orElse(null);
    }

    private boolean namesTheFile(String name) {
        return options.chatName().equals(name) || options.chatName().equals(others.get(name));
    }

    boolean isGroup() {
        return others.size() - (guessedOwner() == null ? 0 : 1) > 1;
    }

    boolean ownerIsKnown() {
        return ownerSpoke || guessedOwner() != null;
    }

    /** Returns the name of whom the chat is with: the only other one who speaks, else the file's name. */
    String peer() {
        String owner = guessedOwner();
        return isGroup()
                ? options.chatName()
                : others.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(owner))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(options.chatName());
    }

    int others() {
        return others.size();
    }
}
