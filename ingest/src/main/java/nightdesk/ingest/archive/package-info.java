/** 会话内容存档: what staff and patients write in WeCom, read through the vendor's library in a process of its own. */
@NullMarked
package nightdesk.ingest.archive;

import org.jspecify.annotations.NullMarked;
