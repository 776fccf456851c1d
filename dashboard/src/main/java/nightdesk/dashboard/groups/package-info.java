/** Group chats and their members' roles, and how 客户联系 stands. */
@NullMarked
package nightdesk.dashboard.groups;

import org.jspecify.annotations.NullMarked;
