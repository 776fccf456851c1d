/** Approved answers: kept with every version, found by likeness within rules, refused otherwise. */
@NullMarked
package nightdesk.responder.knowledge;

import org.jspecify.annotations.NullMarked;
