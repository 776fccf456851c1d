/** Where the servers are: embedded under the data directory, or the addresses of the settings. Resolved once at start. */
@NullMarked
package nightdesk.ingest.embedded;

import org.jspecify.annotations.NullMarked;
