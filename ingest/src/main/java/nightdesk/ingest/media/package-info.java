/** Pictures, voice, video and files: checked by content, kept by their hash, known by PostgreSQL. */
@NullMarked
package nightdesk.ingest.media;

import org.jspecify.annotations.NullMarked;
