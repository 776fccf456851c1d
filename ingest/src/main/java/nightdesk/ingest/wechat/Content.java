package nightdesk.ingest.wechat;

import org.jspecify.annotations.Nullable;

/**
 * What a message says, once its kind is known.
 *
 * @param text the words, or a readable stand-in
 * @param keepsRaw whether the line itself has to be kept because the text does not say it all
 */
record Content(MessageKind kind, String text, boolean keepsRaw) {

    static Content words(String text) {
        return new Content(MessageKind.TEXT, Wording.mentions(text), false);
    }

    static Content quote(String ownWords) {
        return new Content(MessageKind.QUOTE, ownWords, true);
    }

    static Content other(MessageKind kind, @Nullable String detail) {
        return new Content(kind, Wording.summary(kind, detail), true);
    }

    static Content notice(MessageKind kind, String content) {
        MessageKind told = Wording.isRecall(content) ? MessageKind.RECALL : kind;
        return new Content(told, Wording.notice(told, content), true);
    }

    /** Returns a text message, unless its text is only a stand-in for something else. */
    static Content text(String text) {
        MessageKind placeholder = Wording.placeholderOf(text);
        return placeholder == null ? words(text) : new Content(placeholder, placeholder.placeholder(), true);
    }
}
