package nightdesk.ingest.wechat;

import java.util.List;

/** Understands the records of one CSV format; plain and single-threaded. */
interface RowMapper {

    /** Returns what a record says, or throws a {@link BadLine}. */
    Entry.Row row(CsvRecords.Fields fields);

    /** Returns the name of the account that was exported. */
    String account();

    /** Returns what was decided by rule. */
    List<String> notes();
}
