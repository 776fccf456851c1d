/** Tests of the gateways. */
@NullMarked
package nightdesk.ingest.gateway;

import org.jspecify.annotations.NullMarked;
