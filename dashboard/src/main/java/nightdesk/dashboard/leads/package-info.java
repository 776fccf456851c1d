/** The call-back queue over HTTP. */
@NullMarked
package nightdesk.dashboard.leads;

import org.jspecify.annotations.NullMarked;
