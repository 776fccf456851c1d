/** 知识库: read, write, import and try the approved answers. */
@NullMarked
package nightdesk.dashboard.knowledge;

import org.jspecify.annotations.NullMarked;
