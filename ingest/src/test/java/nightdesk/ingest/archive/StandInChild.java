package nightdesk.ingest.archive;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nightdesk.ingest.Json;
import nightdesk.ingest.archive.child.ArchiveChild;
import nightdesk.ingest.archive.child.Sdk;

/**
 * The child's main class in tests: the real pipe and the real frames, with a directory in place of the vendor's library.
 * A file {@code <operation>.<fault>.<n>} in it makes it misbehave once.
 */
final class StandInChild implements Sdk {
    private static final int PART = 1000;
    private Path directory = Path.of(".");

    private StandInChild() {}

    public static void main(String[] arguments) throws IOException {
        ArchiveChild.serve(new StandInChild());
    }

    @Override
    public Answer open(String library, String corpId, String secret) {
        directory = Path.of(library);
        if (!Files.isDirectory(directory)) {
            throw new LibraryMissing("no such directory");
        }
        return misbehaved("open").orElseGet(() -> new Answer(secret.isEmpty() ? 10000 : 0, List.of()));
    }

    @Override
    public Answer pull(long seq, int limit, Network network) {
        return misbehaved("pull").orElseGet(() -> page(seq, limit));
    }

    private Answer page(long seq, int limit) {
        List<String> found = new ArrayList<>();
        for (String line : lines()) {
            if (found.size() < limit && Json.MAPPER.readTree(line).path("seq").asLong() > seq) {
                found.add(line);
            }
        }
        String page = "{\"errcode\":0,\"errmsg\":\"ok\",\"chatdata\":[" + String.join(",", found) + "]}";
        return new Answer(0, List.of(page.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Answer decrypt(String randomKey, String encrypted) {
        return misbehaved("decrypt").orElseGet(() -> {
            Optional<String> opened = SyntheticArchive.decrypt(randomKey, encrypted);
            if (opened.isPresent() && opened.get().contains("poison")) {
                Runtime.getRuntime().halt(139);
            }
            return opened.map(text -> new Answer(0, List.of(text.getBytes(StandardCharsets.UTF_8))))
                    .orElse(Answer.failed(10006));
        });
    }

    @Override
    public Answer media(String index, String fileId, Network network) {
        return misbehaved("media").orElseGet(() -> part(index, fileId));
    }

    private Answer part(String index, String fileId) {
        Path file = directory.resolve("media-" + fileId);
        if (!Files.exists(file)) {
            return Answer.failed(10005);
        }
        try {
            byte[] all = Files.readAllBytes(file);
            int from = index.isEmpty()
                    ? 0
                    : Integer.parseInt(index.substring("Range:bytes=".length(), index.indexOf('-')));
            int to = Math.min(all.length, from + PART);
            byte[] bytes = java.util.Arrays.copyOfRange(all, from, to);
            String next = "Range:bytes=" + to + "-" + (to + PART - 1);
            String last = to == all.length ? "1" : "0";
            return new Answer(
                    0, List.of(last.getBytes(StandardCharsets.UTF_8), next.getBytes(StandardCharsets.UTF_8), bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        try {
            Path records = directory.resolve("records.jsonl");
            return Files.exists(records) ? Files.readAllLines(records) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Answer> misbehaved(String operation) {
        try (Stream<Path> files = Files.list(directory)) {
            Optional<Path> fault = files.filter(
                            file -> file.getFileName().toString().startsWith(operation + "."))
                    .min(Comparator.naturalOrder());
            if (fault.isEmpty()) {
                return Optional.empty();
            }
            Files.delete(fault.get());
            return misbehave(fault.get().getFileName().toString().split("\\.")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Answer> misbehave(String fault) throws IOException {
        switch (fault) {
            case "crash" -> Runtime.getRuntime().halt(139);
            case "hang" -> new CompletableFuture<Void>().join();
            case "noise" -> print("[2026-11-22] sdk: curl says hello\n".getBytes(StandardCharsets.UTF_8));
            case "broken" -> print(new byte[] {0, 'N', 'D', 'S', 'K', 1, (byte) 0xf0, 13, 0, 0, 0, 16, 1, 2, 3, 4, 0});
            default -> {
                return Optional.of(Answer.failed(Integer.parseInt(fault)));
            }
        }
        return Optional.empty();
    }

    private static void print(byte[] bytes) throws IOException {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write(bytes);
        out.flush();
    }
}
