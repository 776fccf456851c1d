package nightdesk.ingest.wechat;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An XLSX workbook that is streamed. The readers of fastexcel and Apache POI hold all shared strings in memory, which
 * grow with the file; {@link SharedStrings} are on disk here, and aalto reads the XML.
 */
final class Workbook implements Closeable {
    private static final String BOOK = "xl/workbook.xml";
    private static final int HEAD_ROWS = 40;
    private static final int MOST_SHEETS = 20;
    private static final XMLInputFactory XML = factory();

    private final SafeZip zip;
    private final SharedStrings strings;
    private final List<String> sheets;

    private Workbook(SafeZip zip, SharedStrings strings, List<String> sheets) {
        this.zip = zip;
        this.strings = strings;
        this.sheets = sheets;
    }

    private static XMLInputFactory factory() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    static XMLStreamReader xml(InputStream in) throws XMLStreamException {
        return XML.createXMLStreamReader(in);
    }

    static boolean isWorkbook(ExportFile file) throws IOException {
        try (SafeZip zip = SafeZip.open(file.path())) {
            return zip.has(BOOK);
        }
    }

    static Workbook open(ExportFile file) throws IOException {
        SafeZip zip = SafeZip.open(file.path());
        try {
            List<String> sheets = sheets(zip);
            return new Workbook(zip, SharedStrings.read(zip, file.path()), sheets);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Returns the first rows of each sheet. */
    static List<List<SheetRows.Row>> heads(ExportFile file) throws IOException {
        List<List<SheetRows.Row>> heads = new ArrayList<>();
        try (Workbook book = open(file)) {
            for (int sheet = 0; sheet < Math.min(MOST_SHEETS, book.sheets.size()); sheet++) {
                try (SheetXml rows = book.sheet(sheet)) {
                    heads.add(head(rows));
                }
            }
        }
        return heads;
    }

    private static List<SheetRows.Row> head(SheetXml rows) {
        List<SheetRows.Row> head = new ArrayList<>();
        for (SheetRows.Row row = rows.next(); row != null && head.size() < HEAD_ROWS; row = rows.next()) {
            head.add(row);
        }
        return head;
    }

    SheetXml sheet(int sheet) throws IOException {
        return new SheetXml(zip.open(sheets.get(sheet)), strings);
    }

    private static List<String> sheets(SafeZip zip) throws IOException {
        Map<String, String> targets = new HashMap<>();
        each(zip, "xl/_rels/workbook.xml.rels", "Relationship", xml -> {
            String id = attribute(xml, "Id");
            String target = attribute(xml, "Target");
            if (id != null && target != null) {
                targets.put(id, target.startsWith("/") ? target.substring(1) : "xl/" + target);
            }
        });
        List<String> sheets = new ArrayList<>();
        each(zip, BOOK, "sheet", xml -> {
            String target = targets.get(String.valueOf(attribute(xml, "id")));
            if (target != null && zip.has(target)) {
                sheets.add(target);
            }
        });
        return sheets;
    }

    private interface Eye {
        void see(XMLStreamReader xml);
    }

    private static void each(SafeZip zip, String part, String element, Eye eye) throws IOException {
        if (!zip.has(part)) {
            return;
        }
        try (InputStream in = zip.open(part)) {
            XMLStreamReader xml = xml(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && element.equals(xml.getLocalName())) {
                    eye.see(xml);
                }
            }
        } catch (XMLStreamException | UncheckedStreamException e) {
            throw new UnreadableFile("工作簿：" + part + " 损坏，打不开；请在表格软件里重新另存");
        }
    }

    static @Nullable String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        strings.close();
        zip.close();
    }
}
