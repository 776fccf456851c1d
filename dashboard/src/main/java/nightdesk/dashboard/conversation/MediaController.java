package nightdesk.dashboard.conversation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.Media;
import nightdesk.ingest.Media.Medium;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * What came with a message. Patients send it, so nothing in it may run: the type is what its content says, browsers may
 * not guess another, and what they cannot show safely is a download.
 */
@Tag(name = "search")
@RestController
@RequestMapping("/api/messages")
final class MediaController {
    private static final Duration KEPT_BY_BROWSERS = Duration.ofHours(1);

    private final Media media;

    MediaController(Media media) {
        this.media = media;
    }

    /** Answers ranges, so that a video can be wound on. */
    @Operation(summary = "The picture, voice, video or file of a message")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/{id}/media")
    Mono<ResponseEntity<Resource>> messageMedia(@PathVariable String id) {
        return media.of(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("消息 " + id + " 没有图片、语音、视频或文件")))
                .map(MediaController::answer);
    }

    private static ResponseEntity<Resource> answer(Medium medium) {
        Path file = medium.file();
        if (medium.state() != Media.State.STORED || file == null) {
            throw new NotFound(
                    medium.state() == Media.State.PENDING
                            ? "媒体还在下载，请稍后再试"
                            : "媒体无法查看：" + Objects.requireNonNullElse(medium.reason(), ""));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(
                        Objects.requireNonNullElse(medium.contentType(), MediaType.APPLICATION_OCTET_STREAM_VALUE)))
                .cacheControl(CacheControl.maxAge(KEPT_BY_BROWSERS).cachePrivate())
                .headers(headers -> {
                    headers.set("X-Content-Type-Options", "nosniff");
                    headers.set("Content-Security-Policy", "default-src 'none'; media-src 'self'; sandbox");
                    headers.setContentDisposition(disposition(medium));
                })
                .body(new FileSystemResource(file));
    }

    private static ContentDisposition disposition(Medium medium) {
        ContentDisposition.Builder builder =
                medium.isShown() ? ContentDisposition.inline() : ContentDisposition.attachment();
        String name = Objects.requireNonNullElse(medium.fileName(), medium.kind() + "-" + medium.messageId());
        return builder.filename(name, StandardCharsets.UTF_8).build();
    }
}
