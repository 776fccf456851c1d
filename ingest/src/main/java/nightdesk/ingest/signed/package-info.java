/** Webhooks of programs that the hospital runs: who signed it, when, and whether it is whole. */
@NullMarked
package nightdesk.ingest.signed;

import org.jspecify.annotations.NullMarked;
