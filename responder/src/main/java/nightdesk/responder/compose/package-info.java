/** Accepted answers become the text that is sent: word for word, or reworded by a model and then proven against them. */
@NullMarked
package nightdesk.responder.compose;

import org.jspecify.annotations.NullMarked;
