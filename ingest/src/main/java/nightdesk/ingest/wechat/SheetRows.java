package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a sheet. */
final class SheetRows implements Rows {
    private final ExportFile file;
    private final Table table;
    private final Workbook book;
    private final SheetXml sheet;
    private int last;
    private int rows;
    private boolean ended;

    /**
     * @param number from 1
     */
    record Row(int number, List<String> cells) {}

    /** Compressed data cannot be entered in the middle: it is inflated again up to the position, but nothing before it is read. */
    SheetRows(ExportFile file, Table table, Position from) throws IOException {
        this.file = file;
        this.table = table;
        this.book = Workbook.open(file);
        this.sheet = book.sheet(table.sheet());
        this.last = Math.max(table.headerRow(), (int) from.number());
    }

    @Override
    public @Nullable Read next() {
        for (Row row = sheet.next(); row != null; row = sheet.next()) {
            rows++;
            if (row.number() > last && row.cells().stream().anyMatch(cell -> !cell.isBlank())) {
                last = row.number();
                return read(row);
            }
        }
        ended = true;
        return null;
    }

    private Read read(Row row) {
        List<String> cells = new ArrayList<>(row.cells());
        while (cells.size() > table.columns() && cells.getLast().isBlank()) {
            cells.removeLast();
        }
        if (cells.size() > table.columns()) {
            String reason = "列数：遇到 " + cells.size() + " 列，应为 " + table.columns() + " 列";
            return new Broken(new Entry.Rejected(row.number(), reason, Csv.line(cells)));
        }
        while (cells.size() < table.columns()) {
            cells.add("");
        }
        return new Fields(row.number(), cells, Csv.line(cells));
    }

    @Override
    public Position position() {
        return new Position(0, 0, 0, last);
    }

    /** How much of a compressed file was read is not known; a share of a million rows stands in for it. */
    @Override
    public long bytesRead() {
        return ended ? file.size() : Math.min(file.size() - 1, file.size() * rows / (rows + 50_000L));
    }

    @Override
    public void close() throws IOException {
        sheet.close();
        book.close();
    }
}
