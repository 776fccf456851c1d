/** Chats that come from programs the hospital runs: one webhook per source (docs/channels/gateway.md). */
@NullMarked
package nightdesk.ingest.gateway;

import org.jspecify.annotations.NullMarked;
