/** Search without an engine: the query language, what counts as the same text, highlights and the time histogram. */
@NullMarked
package nightdesk.nlp.search;

import org.jspecify.annotations.NullMarked;
