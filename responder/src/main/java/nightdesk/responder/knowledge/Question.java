package nightdesk.responder.knowledge;

import java.util.Set;

/**
 * A question as understood.
 *
 * @param plain the words alone, without greetings, in one plain spelling
 * @param embedded the words to compare by likeness; with the earlier line they lean on, where they do
 * @param treatments canonical names, its own or lent by earlier lines
 * @param brands canonical names of brands that are not treatments themselves
 * @param aspects what is asked, its own or lent
 * @param doctors surnames of the doctors named
 * @param branches sites named
 */
record Question(
        String plain,
        String embedded,
        Set<String> treatments,
        Set<String> brands,
        Set<QuestionRules.Aspect> aspects,
        Set<String> doctors,
        Set<String> branches) {

    /** Returns whether an aspect of this bond is asked. */
    boolean asks(QuestionRules.Bond bond) {
        return aspects.stream().anyMatch(aspect -> aspect.bond() == bond);
    }
}
