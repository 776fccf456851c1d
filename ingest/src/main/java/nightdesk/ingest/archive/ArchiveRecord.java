package nightdesk.ingest.archive;

import java.time.Instant;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.archive.ConsentBook.Change;
import nightdesk.ingest.archive.ConsentBook.Person;

/** What an opened record turns out to be. */
sealed interface ArchiveRecord {

    /**
     * Somebody said something, or took it back: then the message has the id of the one it takes the place of.
     *
     * @param anyOf it may be kept if one of these had agreed
     */
    record Said(ChatMessage message, Set<Person> anyOf) implements ArchiveRecord {}

    /** A patient agreed to archiving, or no longer does. */
    record Consent(Change change, Instant at) implements ArchiveRecord {}

    /** Nothing for us, counted under this reason. */
    record Nothing(String reason) implements ArchiveRecord {}
}
