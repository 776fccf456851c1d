/** The gate for what the hospital says: a versioned pack of rules ({@code resources/compliance/rules.txt}). */
@NullMarked
package nightdesk.responder.compliance;

import org.jspecify.annotations.NullMarked;
