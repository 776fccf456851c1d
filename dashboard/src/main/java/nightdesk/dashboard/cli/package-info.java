/** The command line: {@code java -jar nightdesk.jar import FILE…}, against a running server or on the data directory itself. */
@NullMarked
package nightdesk.dashboard.cli;

import org.jspecify.annotations.NullMarked;
