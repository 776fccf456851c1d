/** WeCom: accounts, callback codec and endpoint, API client. */
@NullMarked
package nightdesk.ingest.wecom;

import org.jspecify.annotations.NullMarked;
