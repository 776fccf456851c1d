package nightdesk.ingest.wechat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in a message: clean words, readable stand-ins for what has none, words hidden in XML. */
final class Wording {
    /** What our decoder writes for bytes that are not of the file's encoding; never a character of a text. */
    static final char DAMAGE = '\uFDD0';

    private static final int SUMMARY = 300;
    private static final Pattern TAG = Pattern.compile("<[^>]{0,2000}>");
    private static final Pattern EDIT_AGAIN = Pattern.compile("<a [^>]{0,500}>\\s*(?:重新编辑|Edit)\\s*</a>");
    private static final Pattern TITLE =
            Pattern.compile("<title>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</title>", Pattern.DOTALL);
    private static final Pattern REPLACE_MESSAGE =
            Pattern.compile("<(replacemsg|content)>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</\\1>", Pattern.DOTALL);
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern MARKDOWN = Pattern.compile(
            "!?\\[(图片|视频|语音|表情|动画表情|文件|链接|位置|转账|红包|小程序|视频号|聊天记录|合并转发)(?:\\|[^\\]]*)?\\](?:\\([^\\n]*\\))?");
    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'", "&amp;", "&");
    private static final Pattern ENTITY = Pattern.compile("&(?:lt|gt|quot|apos|amp);");

    private static final Pattern QUOTED = Pattern.compile("\\n\\s*(?:引用[：:]|\\[引用\\]\\()");
    private static final Pattern TITLED = Pattern.compile("标题[：:]\\s*(\\S[^\\n]*)");
    private static final Pattern LABEL = Pattern.compile("^【([^】]{1,12})】[：:]?\\s*");
    private static final Pattern STAND_IN = Pattern.compile("^[\\[【][^\\]】]{1,12}[\\]】][：:]?\\s*");
    private static final Pattern MENTION = Pattern.compile("(@[^@\\s\u2005]{1,40})\u2005");

    private Wording() {}

    /** Returns the words before what they quote. */
    static String beforeTheQuote(String told) {
        Matcher matcher = QUOTED.matcher(told);
        return matcher.find() ? told.substring(0, matcher.start()).strip() : told;
    }

    /** Returns what a stand-in with a label says, e.g. the title of a link. */
    static String detail(String told) {
        String bare = LABEL.matcher(told).replaceFirst("");
        Matcher title = TITLED.matcher(bare);
        return title.find() ? title.group(1) : bare;
    }

    /** Returns what a text with a label in front is, e.g. {@code 【语音】术后能喝酒吗}; plain text when it has none. */
    static Content labelled(String told) {
        Matcher label = LABEL.matcher(told);
        if (!label.lookingAt() || !MessageKind.isName(label.group(1))) {
            return Content.text(beforeTheQuote(told));
        }
        MessageKind kind = MessageKind.of(label.group(1));
        return kind.isWords() || kind.isEvent() ? Content.text(told) : Content.other(kind, detail(told));
    }

    /** Returns what a stand-in says beside being one, e.g. nothing for {@code [图片]}, the title for {@code [链接] 术后护理}. */
    static String bare(String told) {
        if (placeholderOf(told) != null || MessageKind.isName(told.strip())) {
            return "";
        }
        return STAND_IN.matcher(told).replaceFirst("");
    }

    /** Group text may begin with its sender's id; only exactly that is taken away, as texts may look like it. */
    static String withoutSender(String id, String told) {
        String prefix = id + ":\n";
        return !id.isEmpty() && told.startsWith(prefix) ? told.substring(prefix.length()) : told;
    }

    /** Phones end a mention with U+2005 and computers with a space: a search for the words finds both. */
    static String mentions(String text) {
        return text.indexOf('\u2005') < 0 ? text : MENTION.matcher(text).replaceAll("$1 ");
    }

    /** Returns the text without control characters and half surrogates, with {@code \n} for every line end. */
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F || Character.isSurrogate(c)) {
                return cleanFrom(text, i);
            }
        }
        return text;
    }

    private static String cleanFrom(String text, int from) {
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                    clean.append('\n');
                }
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                clean.append('\uFFFD');
            } else if ((c >= ' ' && c != 0x7F) || c == '\n' || c == '\t') {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** Returns the line as it may be stored: without NUL, which PostgreSQL does not take, damage shown as U+FFFD. */
    static String storable(String raw) {
        String visible = raw.replace('\0', '\uFFFD').replace(DAMAGE, '\uFFFD');
        return visible.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? withoutHalves(visible) : visible;
    }

    /** A half surrogate, which a cut may leave, is no character and cannot be written as UTF-8. */
    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c).forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /** Returns the kind when the whole text only stands in for something, e.g. {@code [图片]} or {@code ![图片](http…)}. */
    static @Nullable MessageKind placeholderOf(String text) {
        String bare = text.strip();
        if (bare.length() < 3 || bare.indexOf('\n') >= 0) {
            return null;
        }
        if (bare.charAt(0) == '【' && bare.endsWith("】")) {
            return placeholderNamed(bare.substring(1, bare.length() - 1));
        }
        if (bare.charAt(0) != '[' && !bare.startsWith("![")) {
            return null;
        }
        Matcher matcher = MARKDOWN.matcher(bare);
        return matcher.matches() ? MessageKind.of(matcher.group(1)) : placeholderNamed(inner(bare));
    }

    private static String inner(String bare) {
        return bare.endsWith("]") ? bare.substring(1, bare.length() - 1) : "";
    }

    private static @Nullable MessageKind placeholderNamed(String name) {
        if (!MessageKind.isName(name)) {
            return null;
        }
        MessageKind kind = MessageKind.of(name);
        return kind.isWords() || kind.isEvent() ? null : kind;
    }

    /** Returns a placeholder followed by what else is known, on one line. */
    static String summary(MessageKind kind, @Nullable String detail) {
        if (detail == null || detail.isBlank() || isXml(detail)) {
            return kind.placeholder();
        }
        String line = SPACES.matcher(detail.strip()).replaceAll(" ");
        return kind.placeholder() + " " + (line.length() <= SUMMARY ? line : line.substring(0, SUMMARY) + "…");
    }

    /** Returns what a system line says, without markup. */
    static String notice(MessageKind kind, String content) {
        String told = content;
        Matcher inside = REPLACE_MESSAGE.matcher(content);
        if (isXml(content) && inside.find()) {
            told = inside.group(2);
        }
        told = EDIT_AGAIN.matcher(told).replaceAll("").replace("<![CDATA[", "").replace("]]>", "");
        return summary(kind, unescape(TAG.matcher(told).replaceAll("")));
    }

    /** Returns whether a system line tells of a recall. */
    static boolean isRecall(String content) {
        return content.contains("<revokemsg") || content.contains("revokemsg\"") || content.contains("撤回了一条消息");
    }

    /** Returns the title in an app message's XML. */
    static @Nullable String title(String xml) {
        Matcher matcher = TITLE.matcher(xml);
        if (!matcher.find() || matcher.group(1).isBlank()) {
            return null;
        }
        return unescape(matcher.group(1));
    }

    static boolean isXml(String content) {
        String start = content.stripLeading();
        return start.startsWith("<?xml")
                || start.startsWith("<msg")
                || start.startsWith("<sysmsg")
                || start.startsWith("<voipmsg")
                || start.startsWith("<appmsg")
                || start.startsWith("<revokemsg");
    }

    private static String unescape(String text) {
        return ENTITY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(ENTITIES.getOrDefault(found.group(), found.group())));
    }
}
