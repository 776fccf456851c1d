/**
 * The way in and out of Nightdesk: channels become one {@link nightdesk.ingest.ChatMessage}, which is appended to the
 * log ({@link nightdesk.ingest.EventLog}) and kept in PostgreSQL. This package is the module's face; what lies below it
 * is private to the module.
 */
@NullMarked
package nightdesk.ingest;

import org.jspecify.annotations.NullMarked;
