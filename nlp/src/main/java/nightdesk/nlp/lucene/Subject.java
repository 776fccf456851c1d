package nightdesk.nlp.lucene;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.Lexicon.Mention;

/**
 * What a message is about.
 *
 * @param treatments named, or implied by a brand, or else by a concern
 * @param brands named
 * @param concerns named
 */
record Subject(Set<String> treatments, Set<String> brands, Set<String> concerns) {

    static Subject of(Lexicon lexicon, String text) {
        List<Mention> mentions = lexicon.mentions(text);
        Set<String> brands = names(mentions, Kind.BRAND);
        Set<String> concerns = names(mentions, Kind.CONCERN);
        Set<String> treatments = names(mentions, Kind.TREATMENT);
        brands.forEach(brand -> treatments.addAll(lexicon.impliedTreatments(Kind.BRAND, brand)));
        if (treatments.isEmpty()) {
            concerns.forEach(concern -> treatments.addAll(lexicon.impliedTreatments(Kind.CONCERN, concern)));
        }
        return new Subject(treatments, brands, concerns);
    }

    private static Set<String> names(List<Mention> mentions, Kind kind) {
        Set<String> names = new LinkedHashSet<>();
        for (Mention mention : mentions) {
            if (mention.kind() == kind) {
                names.add(mention.canonical());
            }
        }
        return names;
    }

    /** Returns the terms of field {@link Fields#ABOUT}. */
    List<String> terms() {
        List<String> terms = new ArrayList<>();
        treatments.forEach(name -> terms.add(term(Kind.TREATMENT, name)));
        brands.forEach(name -> terms.add(term(Kind.BRAND, name)));
        concerns.forEach(name -> terms.add(term(Kind.CONCERN, name)));
        return terms;
    }

    /** Returns the term that stands for an entry: one letter for its kind, then its name. */
    static String term(Kind kind, String canonical) {
        return letter(kind) + canonical;
    }

    static char letter(Kind kind) {
        return switch (kind) {
            case TREATMENT -> 't';
            case BRAND -> 'b';
            case CONCERN -> 'c';
            case BODY_PART -> 'p';
            case DOCTOR -> 'd';
            case COMPETITOR -> 'r';
            case SLANG -> 's';
        };
    }
}
