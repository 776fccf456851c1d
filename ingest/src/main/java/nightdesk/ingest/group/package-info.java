/** Group chats: members, roles, who spoke and whose conversation it is; messages are read again when that changes. */
@NullMarked
package nightdesk.ingest.group;

import org.jspecify.annotations.NullMarked;
