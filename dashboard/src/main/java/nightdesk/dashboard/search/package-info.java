/** Searching messages over HTTP: the hits, or the people behind them. */
@NullMarked
package nightdesk.dashboard.search;

import org.jspecify.annotations.NullMarked;
