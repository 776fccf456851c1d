/** Facts about replies and leads reach the log from the transaction of the change they tell of, at least once. */
@NullMarked
package nightdesk.responder.announce;

import org.jspecify.annotations.NullMarked;
