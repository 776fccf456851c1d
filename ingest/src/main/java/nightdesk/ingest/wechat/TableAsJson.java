package nightdesk.ingest.wechat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of tools that write each row of their table as an object with the columns' names. */
final class TableAsJson implements JsonShape {
    private static final int SAMPLE = 20_000;

    private final Table table;
    private final TableShape shape;
    private final String absent;

    /**
     * @param absent a column that must not be there, as it belongs to another tool; empty when there is none
     */
    TableAsJson(List<String> columns, TableShape shape, String absent) {
        this.table = Table.ofCsv(',', columns);
        this.shape = shape;
        this.absent = absent;
    }

    @Override
    public @Nullable String seen(JsonHead head) {
        boolean fits = head.messagesHave(shape.required().toArray(String[]::new))
                && (absent.isEmpty() || !head.first().has(absent));
        return fits ? shape.seen(table) : null;
    }

    private Rows.Fields fields(JsonObjects.Found found) {
        JsonNode node = found.node();
        JsonCells.mustBeObject(node);
        List<String> cells =
                table.names().stream().map(name -> JsonCells.text(node, name)).toList();
        return new Rows.Fields(found.number(), cells, found.raw());
    }

    @Override
    public Surveyor surveyor(JsonHead head, ReadOptions options) {
        TableShape.Surveyor rows = shape.surveyor(table, options);
        return new Surveyor() {
            private int seen;

            @Override
            public void see(JsonObjects.Found message) {
                seen++;
                if (message.node().isObject()) {
                    rows.see(fields(message));
                }
            }

            @Override
            public boolean enough() {
                return seen >= SAMPLE;
            }

            @Override
            public Survey survey() {
                return rows.survey();
            }
        };
    }

    @Override
    public Mapper mapper(JsonHead head, ReadOptions options, Survey survey, Notes notes) {
        TableShape.RowMapper rows = shape.mapper(table, options, survey, notes);
        return new Mapper() {
            @Override
            public Entry.Row row(JsonObjects.Found found) {
                return rows.row(fields(found));
            }

            @Override
            public String account() {
                return rows.account();
            }
        };
    }
}
