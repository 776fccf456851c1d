/** Measuring triage and understanding on labelled rows. */
@NullMarked
package nightdesk.nlp.evaluation;

import org.jspecify.annotations.NullMarked;
