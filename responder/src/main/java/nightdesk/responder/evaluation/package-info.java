/** Measuring the gate on labelled sentences. */
@NullMarked
package nightdesk.responder.evaluation;

import org.jspecify.annotations.NullMarked;
