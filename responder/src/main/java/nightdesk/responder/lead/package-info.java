/** The lead: what a patient's lines say about who to call back, how and when; its score; the queue the morning works off. */
@NullMarked
package nightdesk.responder.lead;

import org.jspecify.annotations.NullMarked;
