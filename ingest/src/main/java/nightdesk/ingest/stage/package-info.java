/** Runs the stages and tells how they are. */
@NullMarked
package nightdesk.ingest.stage;

import org.jspecify.annotations.NullMarked;
