/** 微信客服: pulling messages by cursor and sending answers. */
@NullMarked
package nightdesk.ingest.kf;

import org.jspecify.annotations.NullMarked;
