package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The records of a CSV file. */
final class CsvRows implements Rows {
    private final CountedBytes bytes;
    private final Characters characters;
    private final CsvRecords records;

    CsvRows(ExportFile file, Table table, Pattern start, Position from) throws IOException {
        this.bytes = file.open(from);
        this.characters = file.characters(bytes, from);
        Lines lines = new Lines(characters, from.number());
        if (from.equals(Position.START)) {
            header(lines);
        }
        this.records = new CsvRecords(lines, table.separator(), table.columns(), start);
    }

    private static void header(Lines lines) throws IOException {
        Lines.Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
    }

    @Override
    public @Nullable Read next() throws IOException {
        return records.next();
    }

    @Override
    public Position position() {
        return characters.position(records.offset(), records.number());
    }

    @Override
    public long bytesRead() {
        return bytes.count();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
