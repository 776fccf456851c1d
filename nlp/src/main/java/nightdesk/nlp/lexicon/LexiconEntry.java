package nightdesk.nlp.lexicon;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightdesk.nlp.Lexicon.Kind;

/** One line of a list: a canonical name, its other spellings, and what it implies. */
record LexiconEntry(
        Kind kind, String canonical, List<String> aliases, List<String> treatments, Optional<String> bodyPart) {

    Stream<String> spellings() {
        return Stream.concat(Stream.of(canonical), aliases.stream());
    }
}
