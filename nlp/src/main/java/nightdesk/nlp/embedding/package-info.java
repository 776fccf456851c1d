/** Sentence vectors from bge-small-zh in the process itself: no download, no network, one thread. */
@NullMarked
package nightdesk.nlp.embedding;

import org.jspecify.annotations.NullMarked;
