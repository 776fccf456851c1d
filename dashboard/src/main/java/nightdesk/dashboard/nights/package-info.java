/** The nights over HTTP: figures, conversations, decisions, and the replay. */
@NullMarked
package nightdesk.dashboard.nights;

import org.jspecify.annotations.NullMarked;
