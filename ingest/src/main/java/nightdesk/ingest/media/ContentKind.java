package nightdesk.ingest.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a file is by its first bytes. WeCom sends pictures as JPEG, PNG, GIF, WebP, BMP or HEIC, voice as AMR (or Silk),
 * video as MP4; a file may be anything, but what a browser would run is never called by a name that makes it run.
 */
final class ContentKind {
    static final String UNKNOWN = "application/octet-stream";
    static final int HEAD = 64;

    private static final List<Magic> MAGICS = List.of(
            new Magic("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
            new Magic("image/png", 0, "\u0089PNG\r\n\u001a\n"),
            new Magic("image/gif", 0, "GIF8"),
            new Magic("image/webp", 8, "WEBP"),
            new Magic("image/bmp", 0, "BM"),
            new Magic("image/heic", 4, "ftypheic"),
            new Magic("image/heic", 4, "ftypheix"),
            new Magic("image/heic", 4, "ftypmif1"),
            new Magic("audio/amr", 0, "#!AMR"),
            new Magic("audio/silk", 0, "#!SILK"),
            new Magic("audio/silk", 1, "#!SILK"),
            new Magic("audio/mp4", 4, "ftypM4A"),
            new Magic("video/quicktime", 4, "ftypqt"),
            new Magic("video/mp4", 4, "ftyp"),
            new Magic("audio/mpeg", 0, "ID3"),
            new Magic("audio/mpeg", 0, "\u00ff\u00fb"),
            new Magic("audio/ogg", 0, "OggS"),
            new Magic("audio/wav", 8, "WAVE"),
            new Magic("video/webm", 0, "\u001aE\u00df\u00a3"),
            new Magic("application/pdf", 0, "%PDF-"),
            new Magic("application/zip", 0, "PK\u0003\u0004"));

    private ContentKind() {}

    /** Returns the content type of a file that begins with these bytes. */
    static String of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return MAGICS.stream()
                .filter(magic -> text.startsWith(magic.bytes(), magic.offset()))
                .map(Magic::type)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Returns why a file of this content cannot be what the message says it is; empty = it can. */
    static Optional<String> objection(String kind, String contentType) {
        boolean fits =
                switch (kind) {
                    case "image" -> contentType.startsWith("image/");
                    case "voice" -> contentType.startsWith("audio/");
                    case "video" -> contentType.startsWith("video/");
                    default -> true;
                };
        return fits
                ? Optional.empty()
                : Optional.of(
                        "内容与类型不符：消息类型是" + kind + "，文件内容是" + (UNKNOWN.equals(contentType) ? "无法识别的格式" : contentType));
    }

    /**
     * @param type the content type
     * @param offset where its bytes stand
     * @param bytes as Latin-1
     */
    private record Magic(String type, int offset, String bytes) {}
}
