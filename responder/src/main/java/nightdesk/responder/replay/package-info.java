/** Tries the night's rules on a written conversation, on a virtual clock: nothing is stored, nothing is sent. */
@NullMarked
package nightdesk.responder.replay;

import org.jspecify.annotations.NullMarked;
