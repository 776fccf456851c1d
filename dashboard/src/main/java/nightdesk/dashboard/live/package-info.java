/** The live view: what happens on the log, told to open consoles as server-sent events. */
@NullMarked
package nightdesk.dashboard.live;

import org.jspecify.annotations.NullMarked;
