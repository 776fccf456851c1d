package nightdesk.ingest.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nightdesk.ingest.Media;
import nightdesk.ingest.media.MediaStore.Kept;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Media under the data directory. Reading and moving files is done on a scheduler of its own. */
final class StoredMedia implements Media {
    private static final int BUFFER = 64 << 10;

    private final MediaStore store;
    private final MediaSettings settings;
    private final Path root;
    private final Scheduler scheduler;

    StoredMedia(MediaStore store, MediaSettings settings, Path root, Scheduler scheduler) {
        this.store = store;
        this.settings = settings;
        this.root = root;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<Void> expect(String messageId, String kind, String source, String reference) {
        return store.expect(messageId, kind, source, reference);
    }

    @Override
    public Mono<Medium> store(String messageId, String kind, @Nullable String fileName, Path temporary) {
        return Mono.fromCallable(() -> look(kind, temporary))
                .subscribeOn(scheduler)
                .flatMap(seen -> seen.objection().isPresent()
                        ? store.ended(
                                messageId, kind, State.REFUSED, seen.objection().get())
                        : keep(messageId, kind, fileName, seen.kept()))
                .switchIfEmpty(Mono.defer(() -> store.of(messageId)));
    }

    private Mono<Medium> keep(String messageId, String kind, @Nullable String fileName, Kept kept) {
        return store.stored(messageId, kind, fileName, kept)
                .switchIfEmpty(Mono.defer(() -> unwanted(kept).then(store.of(messageId))));
    }

    /** The message was taken back while its medium was on the way. */
    private Mono<Void> unwanted(Kept kept) {
        return store.isUnused(kept.sha256())
                .filter(unused -> unused)
                .flatMap(unused ->
                        Mono.<Void>fromRunnable(() -> delete(kept.file())).subscribeOn(scheduler));
    }

    private Seen look(String kind, Path temporary) throws IOException {
        try {
            long bytes = Files.size(temporary);
            if (bytes > settings.limit(kind)) {
                return Seen.refused("文件过大：" + bytes + " 字节，上限 " + settings.limit(kind) + " 字节");
            }
            if (bytes == 0) {
                return Seen.refused("文件是空的");
            }
            String type = ContentKind.of(head(temporary));
            Optional<String> objection = ContentKind.objection(kind, type);
            return objection.isPresent() ? Seen.refused(objection.get()) : Seen.kept(move(temporary, bytes, type));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ContentKind.HEAD);
        }
    }

    /** A file has its name only once it is whole and on the disk. */
    private Kept move(Path temporary, long bytes, String type) throws IOException {
        String sha256 = sha256(temporary);
        Path place = place(sha256);
        if (!Files.exists(place)) {
            Files.createDirectories(place.getParent());
            try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            moveAtomically(temporary, place);
        }
        return new Kept(place, sha256, bytes, type);
    }

    private static void moveAtomically(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path place(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER];
            int read;
            do {
                read = in.read(buffer);
            } while (read >= 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public Mono<Void> gone(String messageId, String kind, String reason) {
        return store.ended(messageId, kind, State.GONE, reason).then();
    }

    @Override
    public Mono<Void> forget(String messageId, String reason) {
        return store.forget(messageId, reason)
                .concatMap(hash -> Mono.fromRunnable(() -> delete(place(hash))).subscribeOn(scheduler))
                .then();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A medium cannot be deleted", e);
        }
    }

    @Override
    public Mono<Medium> of(String messageId) {
        return store.of(messageId);
    }

    @Override
    public Mono<Map<String, Medium>> of(List<String> messageIds) {
        return store.of(messageIds).collectMap(Medium::messageId);
    }

    @Override
    public Path room() {
        try {
            return Files.createDirectories(root.resolve("incoming"))
                    .resolve(UUID.randomUUID().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for media", e);
        }
    }

    @Override
    public long limit(String kind) {
        return settings.limit(kind);
    }

    /** Either a file at its place or why it is refused. */
    private record Seen(@Nullable Kept found, Optional<String> objection) {
        static Seen refused(String why) {
            return new Seen(null, Optional.of(why));
        }

        static Seen kept(Kept kept) {
            return new Seen(kept, Optional.empty());
        }

        Kept kept() {
            return Objects.requireNonNull(found);
        }
    }
}
