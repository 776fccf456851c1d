package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table of one tool, as a CSV file or as a sheet of a workbook. */
final class TableFormat implements ExportFormat {
    private final String code;
    private final String title;
    private final boolean sheet;
    private final TableShape shape;

    private TableFormat(String code, String title, boolean sheet, TableShape shape) {
        this.code = code;
        this.title = title;
        this.sheet = sheet;
        this.shape = shape;
    }

    static TableFormat csv(String code, String title, TableShape shape) {
        return new TableFormat(code, title, false, shape);
    }

    static TableFormat sheet(String code, String title, TableShape shape) {
        return new TableFormat(code, title, true, shape);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        Table table = table(head);
        if (table == null) {
            return null;
        }
        String seen = shape.seen(table);
        return table.described() + (seen.isEmpty() ? "" : "，" + seen);
    }

    private @Nullable Table table(FileHead head) {
        return sheet == (head.kind() == FileHead.Kind.SHEET) ? Table.in(head, shape.required()) : null;
    }

    private Table tableOf(ExportFile file) throws IOException {
        Table table = table(FileHead.of(file));
        if (table == null) {
            throw new UnreadableFile("表头：没有找到这些列：" + String.join("、", shape.required()));
        }
        return table;
    }

    @Override
    public Survey survey(ExportFile file, ReadOptions options) throws IOException {
        Table table = tableOf(file);
        TableShape.Surveyor surveyor = shape.surveyor(table, options);
        if (!surveyor.looks()) {
            return surveyor.survey();
        }
        try (Rows rows = rows(file, table, Position.START)) {
            for (Rows.Read read = rows.next(); read != null; read = rows.next()) {
                if (read instanceof Rows.Fields fields && !file.holdsDamage(fields.raw())) {
                    surveyor.see(fields);
                }
            }
        }
        return surveyor.survey();
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options, Survey survey, Position from) throws IOException {
        Table table = tableOf(file);
        Notes notes = new Notes();
        TableShape.RowMapper mapper = shape.mapper(table, options, survey, notes);
        return new TableReader(file, rows(file, table, from), mapper, notes);
    }

    private Rows rows(ExportFile file, Table table, Position from) throws IOException {
        return sheet ? new SheetRows(file, table, from) : new CsvRows(file, table, start(table), from);
    }

    private Pattern start(Table table) {
        return table.startOf(shape.leading(table));
    }

    @Override
    public String opening(ExportFile file) throws IOException {
        return (sheet ? Csv.line(tableOf(file).names()) : FileHead.of(file).firstLine()) + "\n";
    }

    @Override
    public String between() {
        return "\n";
    }

    /** Returns the same table as a CSV file, which is what repaired lines of a sheet are. */
    @Override
    public ExportFormat repaired() {
        return sheet ? new TableFormat(code, title, false, shape) : this;
    }

    /** Reads the records of a table and understands them. */
    private static final class TableReader implements ExportReader {
        private final ExportFile file;
        private final Rows rows;
        private final TableShape.RowMapper mapper;
        private final Notes notes;

        TableReader(ExportFile file, Rows rows, TableShape.RowMapper mapper, Notes notes) {
            this.file = file;
            this.rows = rows;
            this.mapper = mapper;
            this.notes = notes;
        }

        @Override
        public @Nullable Entry next() throws IOException {
            Rows.Read read = rows.next();
            return switch (read) {
                case null -> null;
                case Rows.Broken broken -> broken.rejected();
                case Rows.Fields fields -> entry(fields);
            };
        }

        private Entry entry(Rows.Fields fields) {
            if (file.holdsDamage(fields.raw())) {
                return new Entry.Rejected(fields.line(), file.damageReason(), fields.raw());
            }
            try {
                return mapper.row(fields);
            } catch (BadLine bad) {
                return new Entry.Rejected(fields.line(), String.valueOf(bad.getMessage()), fields.raw());
            }
        }

        @Override
        public Position position() {
            return rows.position();
        }

        @Override
        public long bytesRead() {
            return rows.bytesRead();
        }

        @Override
        public String account() {
            return mapper.account();
        }

        @Override
        public Notes notes() {
            return notes;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
