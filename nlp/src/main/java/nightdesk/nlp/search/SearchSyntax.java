package nightdesk.nlp.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.nlp.search.SearchQuery.And;
import nightdesk.nlp.search.SearchQuery.Node;
import nightdesk.nlp.search.SearchQuery.Not;
import nightdesk.nlp.search.SearchQuery.Or;
import nightdesk.nlp.search.SearchQuery.Word;

/**
 * The query language. Blanks and {@code AND} part what must all hold; {@code OR} accepts either side and binds tighter
 * than they do; {@code -} or {@code NOT} excludes; round brackets group; {@code "…"} is a phrase; {@code *} and
 * {@code ?} within a word are gaps; {@code treatment:} and its like ask for {@link SearchField}s. Operators are capitals.
 */
public final class SearchSyntax {
    private static final int MAX_WORDS = 64;
    private static final int MAX_DEPTH = 20;
    private static final Pattern FIELD = Pattern.compile("([A-Za-z]{2,}|\\p{IsHan}{2,3})[:：]");

    private final String query;
    private int at;
    private int words;
    private int depth;

    private SearchSyntax(String query) {
        this.query = query;
    }

    /** Reads the whole query as one string to be found as it is; empty = everything. */
    public static SearchQuery exact(String query) {
        return query.isEmpty() ? SearchQuery.ALL : new SearchQuery(new Word(query, true));
    }

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException when it is malformed, in Chinese, with the position counted from 1
     */
    public static SearchQuery parse(String query) {
        return new SearchSyntax(query).parse();
    }

    private SearchQuery parse() {
        Node root = sequence();
        if (at < query.length()) {
            throw wrong(at, "多了一个右括号", "前面应有与它配对的左括号");
        }
        return new SearchQuery(root);
    }

    /** Everything up to the end or a closing bracket. */
    private Node sequence() {
        List<Node> all = new ArrayList<>();
        int and = -1;
        for (skipBlanks(); at < query.length() && !closes(); skipBlanks()) {
            int start = at;
            if (takeOperator("AND")) {
                if (all.isEmpty() || and >= 0) {
                    throw wrong(start, "AND 前面没有词", "AND 应写在两个词之间");
                }
                and = start;
            } else {
                all.add(alternatives());
                and = -1;
            }
        }
        if (and >= 0) {
            throw wrong(and, "AND 后面没有词", "AND 应写在两个词之间");
        }
        return all.size() == 1 ? all.getFirst() : new And(List.copyOf(all));
    }

    private Node alternatives() {
        int first = at;
        if (takeOperator("OR")) {
            throw wrong(first, "OR 前面没有词", "OR 应写在两个词之间");
        }
        List<Node> any = new ArrayList<>();
        any.add(negated());
        for (skipBlanks(); at < query.length(); skipBlanks()) {
            int start = at;
            if (!takeOperator("OR")) {
                break;
            }
            skipBlanks();
            if (at == query.length() || closes() || isOperator("OR") || isOperator("AND")) {
                throw wrong(start, "OR 后面没有词", "OR 应写在两个词之间");
            }
            any.add(negated());
        }
        return any.size() == 1 ? any.getFirst() : new Or(List.copyOf(any));
    }

    private Node negated() {
        int start = at;
        boolean word = takeOperator("NOT");
        if (!word && !takeMinus()) {
            return primary();
        }
        if (word) {
            skipBlanks();
        }
        if (at == query.length() || closes() || isBlank(query.charAt(at)) || (word && isOperator("OR"))) {
            throw wrong(start, word ? "NOT 后面没有词" : "减号后面没有词", "应紧跟要排除的词、短语或括号");
        }
        return new Not(word ? negated() : primary());
    }

    private Node primary() {
        char c = query.charAt(at);
        if (c == '(' || c == '（') {
            return group();
        }
        if (isQuote(c)) {
            count(at);
            return new Word(phrase(), true);
        }
        Matcher field = FIELD.matcher(query).region(at, query.length());
        if (field.lookingAt()) {
            @org.jspecify.annotations.Nullable SearchField known = SearchField.of(field.group(1));
            if (known != null) {
                return field(known, field.end());
            }
            refuseMisspelt(field.group(1));
        }
        return word();
    }

    private Node group() {
        int open = at++;
        if (++depth > MAX_DEPTH) {
            throw wrong(open, "括号套得太深", "最多 " + MAX_DEPTH + " 层");
        }
        Node inside = sequence();
        if (at == query.length()) {
            throw wrong(open, "左括号没有配对", "后面应有右括号");
        }
        if (inside.equals(SearchQuery.ALL.root())) {
            throw wrong(open, "括号里是空的", "括号里应有词");
        }
        at++;
        depth--;
        return inside;
    }

    private Node field(SearchField field, int valueAt) {
        int start = at;
        at = valueAt;
        count(start);
        boolean quoted = at < query.length() && isQuote(query.charAt(at));
        String value = quoted ? phrase() : letters();
        if (value.isBlank()) {
            throw wrong(start, field.code() + ": 后面没有内容", "应紧跟" + field.expected() + "，中间不留空格");
        }
        try {
            return field.node(value);
        } catch (IllegalArgumentException e) {
            throw wrong(valueAt, e.getMessage(), "应是" + field.expected());
        }
    }

    /** treatmnet: is a slip; 12:30 and http: are words. */
    private void refuseMisspelt(String name) {
        SearchField.closeTo(name).ifPresent(near -> {
            throw wrong(at, "没有 " + name + ": 这个条件", "是不是想写 " + near.code() + ":");
        });
    }

    private Node word() {
        int start = at;
        count(start);
        String text = letters();
        String inner = text.substring(0, text.length() - 1);
        if (text.indexOf('*') < 0 && inner.indexOf('?') < 0) {
            return new Word(text, false);
        }
        if (text.chars().allMatch(c -> c == '*' || c == '?')) {
            throw wrong(start, "只有通配符", "* 或 ? 旁边至少要有一个字");
        }
        return new SearchQuery.Pattern(text);
    }

    private void count(int start) {
        if (++words > MAX_WORDS) {
            throw wrong(start, "词太多", "最多 " + MAX_WORDS + " 个");
        }
    }

    private String letters() {
        int start = at;
        while (at < query.length() && !isBlank(query.charAt(at)) && !isQuote(query.charAt(at)) && !closes()) {
            at++;
        }
        return query.substring(start, at);
    }

    private String phrase() {
        int open = at++;
        int close = at;
        while (close < query.length() && !isQuote(query.charAt(close))) {
            close++;
        }
        if (close == query.length()) {
            throw wrong(open, "引号没有配对", "后面应有另一个引号");
        }
        if (close == at) {
            throw wrong(open, "引号里是空的", "引号里应有词");
        }
        String phrase = query.substring(at, close);
        at = close + 1;
        return phrase;
    }

    /** A closing bracket closes only what was opened; elsewhere it is a character. */
    private boolean closes() {
        char c = query.charAt(at);
        return (c == ')' || c == '）') && (depth > 0 || at == 0 || isBlank(query.charAt(at - 1)));
    }

    private boolean takeOperator(String operator) {
        boolean here = isOperator(operator);
        at += here ? operator.length() : 0;
        return here;
    }

    private boolean isOperator(String operator) {
        int end = at + operator.length();
        return query.startsWith(operator, at)
                && (end == query.length() || isBlank(query.charAt(end)) || "()（）\"“”".indexOf(query.charAt(end)) >= 0);
    }

    private boolean takeMinus() {
        char c = query.charAt(at);
        if (c == '-' || c == '－') {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < query.length() && isBlank(query.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”';
    }

    private static IllegalArgumentException wrong(
            int index, @org.jspecify.annotations.Nullable String met, String expected) {
        return new IllegalArgumentException("搜索词第 " + (index + 1) + " 个字符处" + met + "，" + expected);
    }
}
