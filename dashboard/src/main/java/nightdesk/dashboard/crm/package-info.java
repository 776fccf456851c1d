/** Imports of CRM exports over HTTP. */
@NullMarked
package nightdesk.dashboard.crm;

import org.jspecify.annotations.NullMarked;
