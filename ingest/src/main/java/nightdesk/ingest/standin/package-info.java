/**
 * WeCom's side of 微信客服, played on loopback for tests and the simulated night. It never uses {@code ingest.wecom} or
 * {@code ingest.kf}: two independent readings of the documents check one another.
 */
@NullMarked
package nightdesk.ingest.standin;

import org.jspecify.annotations.NullMarked;
