/** Tests of the sample generator. */
@NullMarked
package nightdesk.dashboard.sample;

import org.jspecify.annotations.NullMarked;
