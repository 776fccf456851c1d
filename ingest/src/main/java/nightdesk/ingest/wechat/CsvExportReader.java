package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a CSV export: records in, entries out. */
final class CsvExportReader implements ExportReader {
    private final ExportFile file;
    private final CountedBytes bytes;
    private final CsvRecords records;
    private final RowMapper mapper;

    CsvExportReader(ExportFile file, CsvTable table, Pattern start, RowMapper mapper) throws IOException {
        this.file = file;
        this.bytes = file.open();
        this.records = table.records(new Lines(file.characters(bytes)), start);
        this.mapper = mapper;
    }

    /** Shows every sound record of a file to somebody, who may pass over it. */
    static void survey(ExportFile file, CsvTable table, Pattern start, Consumer<CsvRecords.Fields> eye)
            throws IOException {
        try (CountedBytes in = file.open();
                CsvRecords records = table.records(new Lines(file.characters(in)), start)) {
            for (CsvRecords.Read read = records.next(); read != null; read = records.next()) {
                if (read instanceof CsvRecords.Fields fields && !file.holdsDamage(fields.raw())) {
                    eye.accept(fields);
                }
            }
        }
    }

    @Override
    public @Nullable Entry next() throws IOException {
        CsvRecords.Read read = records.next();
        return switch (read) {
            case null -> null;
            case CsvRecords.Broken broken -> broken.rejected();
            case CsvRecords.Fields fields -> entry(fields);
        };
    }

    private Entry entry(CsvRecords.Fields fields) {
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
    public long bytesRead() {
        return bytes.count();
    }

    @Override
    public String account() {
        return mapper.account();
    }

    @Override
    public List<String> notes() {
        return mapper.notes();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
