/** Importing files over HTTP: uploads that stream to disk, jobs and their progress. */
@NullMarked
package nightdesk.dashboard.imports;

import org.jspecify.annotations.NullMarked;
