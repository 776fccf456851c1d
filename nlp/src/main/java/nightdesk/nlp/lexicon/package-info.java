/** The words of the trade, from our own lists, found in a text in one pass. */
@NullMarked
package nightdesk.nlp.lexicon;

import org.jspecify.annotations.NullMarked;
