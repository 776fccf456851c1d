/**
 * 载入示例数据: thirteen months of chats of an invented hospital, made by a seeded generator from wordings written for
 * this project, so that a new user sees search and demand with something in them. Loading again changes nothing.
 */
@NullMarked
package nightdesk.dashboard.sample;

import org.jspecify.annotations.NullMarked;
