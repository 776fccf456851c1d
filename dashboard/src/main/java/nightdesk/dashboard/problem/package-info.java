/** Errors over HTTP: every failure leaves as one RFC 9457 problem document, written in one place. */
@NullMarked
package nightdesk.dashboard.problem;

import org.jspecify.annotations.NullMarked;
