/** People over HTTP: who they are, what happened to them, and who is one person. */
@NullMarked
package nightdesk.dashboard.patients;

import org.jspecify.annotations.NullMarked;
