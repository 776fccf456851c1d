package nightdesk.ingest.wechat;

import java.util.List;

/** What is particular about one tool's table: its columns and what they mean. The rest is {@link TableFormat}. */
interface TableShape {

    /** Returns the columns without which it is another table. */
    List<String> required();

    /** Returns what a person should know about this table beside the number of columns, e.g. {@code 没有消息编号}. */
    String seen(Table table);

    /** Returns what the leading columns of a record look like, so that reading finds its way back after a broken one. */
    List<String> leading(Table table);

    /** Returns who looks through all records first. */
    Surveyor surveyor(Table table, ReadOptions options);

    RowMapper mapper(Table table, ReadOptions options, Survey survey, Notes notes);

    /** Looks through all records before the first is understood. Its memory is that of the people, not of the records. */
    interface Surveyor {
        /** For tables whose records say all by themselves. */
        Surveyor NONE = new Surveyor() {
            @Override
            public void see(Rows.Fields row) {}

            @Override
            public Survey survey() {
                return Survey.NOTHING;
            }

            @Override
            public boolean looks() {
                return false;
            }
        };

        void see(Rows.Fields row);

        Survey survey();

        /** Returns whether it has to see the records at all. */
        default boolean looks() {
            return true;
        }
    }

    /** Understands records; plain and single-threaded. */
    interface RowMapper {

        /** Returns what a record says, or throws a {@link BadLine}. */
        Entry.Row row(Rows.Fields fields);

        /** Returns the name of the account that was exported. */
        String account();
    }
}
