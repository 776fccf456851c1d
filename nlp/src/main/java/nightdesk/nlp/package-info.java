/**
 * Understanding: the lexicon of the trade, the message index and its search, triage and sentence embedding. This package
 * is the module's face; what lies below it is private to the module.
 */
@NullMarked
package nightdesk.nlp;

import org.jspecify.annotations.NullMarked;
