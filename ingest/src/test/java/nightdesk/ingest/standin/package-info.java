/** Tests of the stand-in: its rules without I/O, and itself over HTTP. */
@NullMarked
package nightdesk.ingest.standin;

import org.jspecify.annotations.NullMarked;
