/** The application: which modules run, which roles, embedded or real servers. */
@NullMarked
package nightdesk.dashboard.app;

import org.jspecify.annotations.NullMarked;
