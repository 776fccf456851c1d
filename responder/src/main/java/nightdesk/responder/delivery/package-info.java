/** The way out: texts decided at night go to WeCom exactly once, through an outbox written with the decision. */
@NullMarked
package nightdesk.responder.delivery;

import org.jspecify.annotations.NullMarked;
