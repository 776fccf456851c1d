package nightdesk.ingest.wechat;

import org.jspecify.annotations.Nullable;

/** What is particular about one tool's JSON. The rest is {@link JsonFormat}. */
interface JsonShape {

    /** Returns what a person should know when the head is of this tool; null when not. */
    @Nullable String seen(JsonHead head);

    /** Returns who looks through the messages first. */
    Surveyor surveyor(JsonHead head, ReadOptions options);

    Mapper mapper(JsonHead head, ReadOptions options, Survey survey, Notes notes);

    /** Looks at messages before the first is understood. */
    interface Surveyor {

        void see(JsonObjects.Found message);

        /** Returns whether it has seen enough. */
        boolean enough();

        Survey survey();
    }

    /** Understands messages; plain and single-threaded. */
    interface Mapper {

        /** Returns what a message says, null when it is none (a heading), or throws a {@link BadLine}. */
        Entry.@Nullable Row row(JsonObjects.Found found);

        /** Returns the name of the account that was exported. */
        String account();
    }
}
