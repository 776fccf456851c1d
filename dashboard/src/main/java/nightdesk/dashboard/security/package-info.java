/**
 * Sign-in: people by session cookie, programs by bearer token, what each may do, and the headers that protect the
 * console.
 */
@NullMarked
package nightdesk.dashboard.security;

import org.jspecify.annotations.NullMarked;
