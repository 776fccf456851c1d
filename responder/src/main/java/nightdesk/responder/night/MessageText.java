package nightdesk.responder.night;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text to what WeCom takes: at most 2048 bytes of UTF-8 a message and five messages, at sentence ends. What does not
 * fit into five is left out, and the last one says so.
 */
final class MessageText {
    static final int MOST_BYTES = 2048;
    static final int MOST_MESSAGES = 5;
    private static final String CUT = "……（内容较长，其余由顾问与您沟通）";
    private static final String SENTENCE_ENDS = "\n。！？!?；;";

    private MessageText() {}

    /** Returns the text as messages; each but the first begins with the mark as well. */
    static List<String> split(String text, String mark) {
        List<String> messages = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty() && messages.size() < MOST_MESSAGES) {
            String head = rest.startsWith(mark) ? rest : mark + rest;
            int end = bytes(head) <= MOST_BYTES ? head.length() : end(head);
            messages.add(head.substring(0, end).strip());
            rest = head.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            String last = messages.removeLast();
            messages.add(last.substring(0, Math.min(last.length(), fitting(last, MOST_BYTES - bytes(CUT)))) + CUT);
        }
        return List.copyOf(messages);
    }

    /** Returns where to cut: after the last sentence that fits, or else on the border of a code point. */
    private static int end(String text) {
        int fits = fitting(text);
        for (int i = fits; i > fits / 2; i--) {
            if (SENTENCE_ENDS.indexOf(text.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return fits;
    }

    private static int fitting(String text) {
        return fitting(text, MOST_BYTES);
    }

    private static int fitting(String text, int most) {
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            used += bytes(Character.toString(point));
            if (used > most) {
                return at;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
