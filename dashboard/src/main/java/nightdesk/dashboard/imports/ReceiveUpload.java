package nightdesk.dashboard.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes the file of a multipart form straight to disk, whatever its size, and collects the fields beside it. */
final class ReceiveUpload {
    private static final Logger log = LoggerFactory.getLogger(ReceiveUpload.class);
    private static final int LONGEST_FIELD = 1_000;

    private final Path directory;
    private final DataSize maxSize;

    ReceiveUpload(Path directory, DataSize maxSize) {
        this.directory = directory;
        this.maxSize = maxSize;
    }

    /** Receives a form; when that fails, nothing is left on disk. */
    Mono<Upload> receive(Flux<PartEvent> form) {
        return Mono.defer(() -> {
            Upload upload = new Upload(directory.resolve(UUID.randomUUID() + ".upload"));
            return form.windowUntil(PartEvent::isLast)
                    .concatMap(part -> part.switchOnFirst((first, events) -> part(first.get(), events, upload)), 1)
                    .then(Mono.fromCallable(upload::complete))
                    .doOnError(failure -> discard(upload.file()))
                    .doOnCancel(() -> discard(upload.file()));
        });
    }

    private Mono<Void> part(@Nullable PartEvent first, Flux<PartEvent> events, Upload upload) {
        if (first instanceof FilePartEvent file && "file".equals(file.name())) {
            return file(file.filename(), events, upload);
        }
        return first instanceof FormPartEvent field ? field(field, events, upload) : release(events);
    }

    private Mono<Void> file(String name, Flux<PartEvent> events, Upload upload) {
        if (upload.hasFile()) {
            return release(events).then(Mono.error(() -> new IllegalArgumentException("file: met two, expected one")));
        }
        upload.setFileName(name);
        AtomicLong bytes = new AtomicLong();
        Flux<DataBuffer> content = events.map(PartEvent::content)
                .doOnNext(buffer -> count(bytes, buffer))
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
        return DataBufferUtils.write(content, upload.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private void count(AtomicLong bytes, DataBuffer buffer) {
        if (bytes.addAndGet(buffer.readableByteCount()) > maxSize.toBytes()) {
            DataBufferUtils.release(buffer);
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "file: met more than " + maxSize.toMegabytes() + " MB");
        }
    }

    private static Mono<Void> field(FormPartEvent field, Flux<PartEvent> events, Upload upload) {
        return release(events).then(Mono.fromRunnable(() -> {
            if (field.value().length() > LONGEST_FIELD) {
                throw new IllegalArgumentException(field.name() + ": met more than " + LONGEST_FIELD + " characters");
            }
            upload.setField(field.name(), field.value());
        }));
    }

    private static Mono<Void> release(Flux<PartEvent> events) {
        return events.doOnNext(event -> DataBufferUtils.release(event.content()))
                .then();
    }

    /** Removes what was written. */
    void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("An upload cannot be removed: {}", e.getMessage());
        }
    }
}
