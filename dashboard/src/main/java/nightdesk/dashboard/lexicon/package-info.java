/** The lexicon over HTTP: entries, publishing, versions, tables, analysis and new words. */
@NullMarked
package nightdesk.dashboard.lexicon;

import org.jspecify.annotations.NullMarked;
