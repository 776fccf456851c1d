/**
 * 模拟一个夜晚: a WeCom stand-in on loopback pushes encrypted callbacks of a night's patients to our own webhook and waits
 * until each was answered or promised a time. Everything of it carries the account {@code simulator}.
 */
@NullMarked
package nightdesk.dashboard.simulation;

import org.jspecify.annotations.NullMarked;
