/** Tests of the personal-WeChat import. All rows are written by us. */
@NullMarked
package nightdesk.ingest.wechat;

import org.jspecify.annotations.NullMarked;
