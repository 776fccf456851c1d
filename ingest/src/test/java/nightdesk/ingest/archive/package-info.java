/** Tests of the archive, and the stand-in for the vendor's library. */
@NullMarked
package nightdesk.ingest.archive;

import org.jspecify.annotations.NullMarked;
