/** 客户联系: events, customers and who has them, customer groups, corp tags both ways. */
@NullMarked
package nightdesk.ingest.contact;

import org.jspecify.annotations.NullMarked;
