/** Danger in a patient's words, found by a versioned pack of rules ({@code resources/triage/rules.txt}). */
@NullMarked
package nightdesk.nlp.triage;

import org.jspecify.annotations.NullMarked;
