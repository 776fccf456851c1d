/** 合规: try the gate on a text. */
@NullMarked
package nightdesk.dashboard.compliance;

import org.jspecify.annotations.NullMarked;
