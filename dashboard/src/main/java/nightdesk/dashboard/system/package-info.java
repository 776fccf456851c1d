/** How Nightdesk itself is: servers, stages, channels, counters, and the dead letters with their replay. */
@NullMarked
package nightdesk.dashboard.system;

import org.jspecify.annotations.NullMarked;
