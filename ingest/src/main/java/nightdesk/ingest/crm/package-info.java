/** What a CRM or a mini-program tells of patients: signed batches over HTTP and CSV exports with a mapping of columns. */
@NullMarked
package nightdesk.ingest.crm;

import org.jspecify.annotations.NullMarked;
