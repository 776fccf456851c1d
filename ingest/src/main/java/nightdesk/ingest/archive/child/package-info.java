/**
 * The process that runs the vendor's native library of 会话内容存档, and the frames by which it is spoken to. Nothing here
 * may need more than the JDK and JNA: a crash of the library ends this process and no other.
 */
@NullMarked
package nightdesk.ingest.archive.child;

import org.jspecify.annotations.NullMarked;
