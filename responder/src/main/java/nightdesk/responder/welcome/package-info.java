/** What a patient reads who enters a chat: checked like everything else we say. */
@NullMarked
package nightdesk.responder.welcome;

import org.jspecify.annotations.NullMarked;
