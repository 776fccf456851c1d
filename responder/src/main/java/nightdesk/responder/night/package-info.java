/**
 * The night itself: which lines belong together, the ordered policies that decide what is said, the words that are
 * fixed, and the stages that carry it out. The policies and all they use are plain Java.
 */
@NullMarked
package nightdesk.responder.night;

import org.jspecify.annotations.NullMarked;
