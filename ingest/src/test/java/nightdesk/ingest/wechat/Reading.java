package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.ChatMessage;

/** Reads a whole export for a test. */
record Reading(
        String explained,
        String account,
        List<ChatMessage> messages,
        List<String> open,
        List<Entry.Rejected> rejected,
        List<String> notes) {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    static Reading of(String text) {
        return of(text, "王女士.csv", "");
    }

    static Reading of(String text, String fileName, String owner) {
        return of(text.getBytes(StandardCharsets.UTF_8), fileName, owner);
    }

    static Reading of(String text, Charset charset) {
        return of(text.getBytes(charset), "王女士.csv", "");
    }

    static Reading ofUtf16(String text) {
        return of(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE), "王女士.csv", "");
    }

    static Reading of(byte[] bytes, String fileName, String owner) {
        try {
            Path file = Files.createTempFile("export", ".tmp");
            try {
                Files.write(file, bytes);
                return of(file, fileName, owner);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reading of(Path file, String fileName, String owner) throws IOException {
        ExportFormats.Recognised found = ExportFormats.recognise(ExportFile.inspect(file), "auto");
        ReadOptions options = new ReadOptions(Owner.parse(owner), SHANGHAI, fileName, NOW);
        List<ChatMessage> messages = new ArrayList<>();
        List<Entry.Rejected> rejected = new ArrayList<>();
        Survey survey = found.format().survey(found.file(), options);
        try (ExportReader reader = found.format().open(found.file(), options, survey, Position.START)) {
            RowsToMessages rows = new RowsToMessages("import:test", NOW);
            List<String> open = new ArrayList<>();
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                switch (entry) {
                    case Entry.Row row -> {
                        RowsToMessages.Draft draft = rows.draft(reader.account(), row);
                        messages.add(draft.message());
                        open.add(draft.open() == null ? "" : draft.open().id());
                    }
                    case Entry.Rejected no -> rejected.add(no);
                }
            }
            return new Reading(
                    found.explained(),
                    reader.account(),
                    messages,
                    open,
                    rejected,
                    reader.notes().told());
        }
    }

    ChatMessage only() {
        if (messages.size() != 1 || !rejected.isEmpty()) {
            throw new AssertionError("expected one message, met " + this);
        }
        return messages.getFirst();
    }

    /** Returns who speaks in each message: patient, staff, system, or ? where a person has to decide. */
    List<String> speakers() {
        List<String> speakers = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            speakers.add(open.get(i).isEmpty() ? messages.get(i).speaker().code() : "?");
        }
        return speakers;
    }

    List<String> texts() {
        return messages.stream().map(ChatMessage::text).toList();
    }

    List<String> ids() {
        return messages.stream().map(ChatMessage::messageId).toList();
    }
}
