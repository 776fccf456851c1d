package nightdesk.nlp.search;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.Lexicon.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A query that was read.
 *
 * @param root what must hold; an empty {@link And} = everything
 */
public record SearchQuery(Node root) {
    /** Finds everything. */
    public static final SearchQuery ALL = new SearchQuery(new And(List.of()));

    /** One condition on a message. */
    public sealed interface Node {}

    /** All of them hold. */
    public record And(List<Node> all) implements Node {}

    /** At least one of them holds. */
    public record Or(List<Node> any) implements Node {}

    /** It does not hold. */
    public record Not(Node node) implements Node {}

    /**
     * The text occurs.
     *
     * @param text never empty
     * @param verbatim taken as it is, not widened by other spellings
     */
    public record Word(String text, boolean verbatim) implements Node {}

    /** A text with gaps occurs: {@code *} stands for up to {@link Wildcard#MAX_GAP} characters, {@code ?} for one. */
    public record Pattern(String text) implements Node {}

    /** The message is about an entry of the lexicon, by any of its spellings; of a treatment also those below it. */
    public record About(Kind kind, String name) implements Node {}

    /** Said by one kind of speaker. */
    public record Said(Speaker speaker) implements Node {}

    /** Came this way. */
    public record Via(Channel channel) implements Node {}

    /**
     * @param from said on this day or later
     * @param before said before this day
     */
    public record On(@Nullable LocalDate from, @Nullable LocalDate before) implements Node {}

    /** Returns the words that are wanted, in the order typed. */
    public Stream<Word> wanted() {
        return leaves(root, false).filter(Word.class::isInstance).map(Word.class::cast);
    }

    /** Returns the patterns that are wanted. */
    public Stream<Pattern> patterns() {
        return leaves(root, false).filter(Pattern.class::isInstance).map(Pattern.class::cast);
    }

    /** Returns every word, also the unwanted. */
    public Stream<Word> words() {
        return leaves(root, true).filter(Word.class::isInstance).map(Word.class::cast);
    }

    private static Stream<Node> leaves(Node node, boolean also) {
        return switch (node) {
            case And and -> and.all().stream().flatMap(child -> leaves(child, also));
            case Or or -> or.any().stream().flatMap(child -> leaves(child, also));
            case Not not -> also ? leaves(not.node(), true) : Stream.of();
            default -> Stream.of(node);
        };
    }
}
