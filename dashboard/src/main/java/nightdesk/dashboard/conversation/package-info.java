/** The chat around a message. */
@NullMarked
package nightdesk.dashboard.conversation;

import org.jspecify.annotations.NullMarked;
