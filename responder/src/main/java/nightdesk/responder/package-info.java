/**
 * The night: the calendar, approved knowledge, the reply and its checks, the lead and the call-back queue. This package
 * is the module's face; what lies below it is private to the module.
 */
@NullMarked
package nightdesk.responder;

import org.jspecify.annotations.NullMarked;
