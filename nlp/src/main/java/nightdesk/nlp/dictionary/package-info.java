/** The lexicon as people edit it: draft, versions, what a change would do, and new words. */
@NullMarked
package nightdesk.nlp.dictionary;

import org.jspecify.annotations.NullMarked;
