/** 理解: try what the words of a patient are understood to mean. */
@NullMarked
package nightdesk.dashboard.understanding;

import org.jspecify.annotations.NullMarked;
