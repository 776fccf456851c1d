/** Tests of the simulated night. */
@NullMarked
package nightdesk.dashboard.simulation;

import org.jspecify.annotations.NullMarked;
