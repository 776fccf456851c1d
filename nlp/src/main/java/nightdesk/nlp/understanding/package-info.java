/** What a patient means, by lexicon and rules ({@code resources/understanding/rules.txt}). */
@NullMarked
package nightdesk.nlp.understanding;

import org.jspecify.annotations.NullMarked;
