/**
 * Personal WeChat: reads files that the owner of an account exported. A format is one {@link
 * nightdesk.ingest.wechat.ExportFormat}; {@link nightdesk.ingest.wechat.ExportFormats} tries them in order. Whatever
 * cannot be read is rejected with its line, its reason and itself; the rest of the file goes in.
 */
@NullMarked
package nightdesk.ingest.wechat;

import org.jspecify.annotations.NullMarked;
