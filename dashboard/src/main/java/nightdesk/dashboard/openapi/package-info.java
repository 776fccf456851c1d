/** The API's description: one OpenAPI document, read from the controllers, served at {@code /openapi.json}. */
@NullMarked
package nightdesk.dashboard.openapi;

import org.jspecify.annotations.NullMarked;
