/** The message index on Lucene: how a message becomes a document, a request a query, and hits figures. */
@NullMarked
package nightdesk.nlp.lucene;

import org.jspecify.annotations.NullMarked;
