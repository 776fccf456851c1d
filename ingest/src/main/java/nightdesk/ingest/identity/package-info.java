/**
 * One patient across all channels: what is certain is linked at once, what is likely is proposed, a person merges and
 * un-merges. {@link nightdesk.ingest.identity.Persons} is the rule; the rest keeps and shows.
 */
@NullMarked
package nightdesk.ingest.identity;

import org.jspecify.annotations.NullMarked;
