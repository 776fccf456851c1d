package nightdesk.ingest.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.ingest.signed.WebhookRejected;
import nightdesk.ingest.signed.WebhookRejected.Reason;
import org.jspecify.annotations.Nullable;

/** Reads a small {@code multipart/form-data} body that is in memory already. */
final class MultipartForm {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final int MAX_PARTS = 50;

    private final Map<String, Part> parts = new LinkedHashMap<>();

    private MultipartForm() {}

    static MultipartForm of(byte[] body, @Nullable String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (contentType == null || !contentType.startsWith("multipart/form-data") || !boundary.find()) {
            throw new WebhookRejected(Reason.BODY, "expected multipart/form-data with a boundary");
        }
        String mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        MultipartForm form = new MultipartForm();
        form.split(body, ("--" + mark).getBytes(StandardCharsets.ISO_8859_1));
        if (form.parts.isEmpty()) {
            throw new WebhookRejected(Reason.BODY, "expected parts between boundaries, met none");
        }
        return form;
    }

    private void split(byte[] body, byte[] mark) {
        int from = indexOf(body, mark, 0);
        while (from >= 0 && parts.size() < MAX_PARTS) {
            int start = from + mark.length;
            int next = indexOf(body, mark, start);
            if (next < 0) {
                return;
            }
            part(Arrays.copyOfRange(body, start, next));
            from = next;
        }
    }

    /** A part: CRLF, headers, blank line, content, CRLF. */
    private void part(byte[] part) {
        int blank = indexOf(part, BLANK_LINE, 0);
        if (blank < 0) {
            return;
        }
        String headers = new String(part, 0, blank, StandardCharsets.UTF_8);
        Matcher name = NAME.matcher(headers);
        if (!name.find()) {
            return;
        }
        Matcher file = FILE_NAME.matcher(headers);
        int end = part.length >= blank + BLANK_LINE.length + 2 ? part.length - 2 : part.length;
        byte[] content = Arrays.copyOfRange(part, Math.min(blank + BLANK_LINE.length, end), end);
        parts.putIfAbsent(name.group(1), new Part(file.find() ? file.group(1) : null, content));
    }

    private static int indexOf(byte[] in, byte[] what, int from) {
        outer:
        for (int i = from; i <= in.length - what.length; i++) {
            for (int j = 0; j < what.length; j++) {
                if (in[i + j] != what[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }

    /** Returns a part's text; empty text when there is none. */
    String text(String name) {
        Part part = parts.get(name);
        return part == null ? "" : new String(part.content, StandardCharsets.UTF_8);
    }

    /** Returns the name of the file in this part; null when it is no file. */
    @Nullable String fileName(String name) {
        Part part = parts.get(name);
        return part == null ? null : part.fileName;
    }

    byte[] bytes(String name) {
        Part part = parts.get(name);
        return part == null ? new byte[0] : part.content;
    }

    private static final class Part {
        private final @Nullable String fileName;
        private final byte[] content;

        Part(@Nullable String fileName, byte[] content) {
            this.fileName = fileName;
            this.content = content;
        }
    }
}
