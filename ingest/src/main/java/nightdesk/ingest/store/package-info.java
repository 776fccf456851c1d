/** PostgreSQL: schema, connection pool, patients, conversations and messages. */
@NullMarked
package nightdesk.ingest.store;

import org.jspecify.annotations.NullMarked;
