package nightdesk.ingest.wechat;

import com.fasterxml.aalto.UncheckedStreamException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The rows of one sheet's XML. */
final class SheetXml implements Closeable {
    private static final int MOST_COLUMNS = 256;
    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d(\\.\\d{1,17})?[eE]\\+?\\d{1,2}");
    private static final int EXACT_DIGITS = 15;

    private final InputStream in;
    private final SharedStrings strings;
    private final XMLStreamReader xml;
    private int number;

    SheetXml(InputStream in, SharedStrings strings) throws IOException {
        this.in = in;
        this.strings = strings;
        try {
            this.xml = Workbook.xml(in);
        } catch (XMLStreamException e) {
            in.close();
            throw damaged();
        }
    }

    /** Returns the next row, or null at the end. */
    SheetRows.@Nullable Row next() {
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("row")) {
                    number = number(Workbook.attribute(xml, "r"), number + 1);
                    return new SheetRows.Row(number, cells());
                }
            }
            return null;
        } catch (XMLStreamException | UncheckedStreamException e) {
            throw damaged();
        }
    }

    private UnreadableFile damaged() {
        return new UnreadableFile("工作表：第 " + (number + 1) + " 行起 XML 损坏，其后读不出；此前的已读。请在表格软件里重新另存");
    }

    private List<String> cells() throws XMLStreamException {
        List<String> cells = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                int column = column(Workbook.attribute(xml, "r"), cells.size());
                String value = value(String.valueOf(Workbook.attribute(xml, "t")));
                put(cells, column, value);
            }
        }
        return cells;
    }

    private static void put(List<String> cells, int column, String value) {
        if (column >= MOST_COLUMNS) {
            return;
        }
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, value);
    }

    private String value(String type) throws XMLStreamException {
        String value = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("v")) {
                value = told(type, textOf("v"));
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("is")) {
                value = textIn(xml, "is");
            }
        }
        return value;
    }

    private String told(String type, String value) {
        return switch (type) {
            case "s" -> shared(value.strip());
            case "str", "d", "e", "b" -> value;
            default -> plain(value.strip());
        };
    }

    private String shared(String index) {
        String text = index.length() < 10 && index.chars().allMatch(Character::isDigit) && !index.isEmpty()
                ? strings.get(Long.parseLong(index))
                : null;
        return text == null ? "" : text;
    }

    /** Spreadsheets write large whole numbers as 1.7172576E9; where no digit is lost it is written out. */
    private static String plain(String number) {
        if (!SCIENTIFIC.matcher(number).matches()) {
            return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
        }
        BigDecimal value = new BigDecimal(number);
        return value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0
                ? value.precision() - value.scale() <= EXACT_DIGITS
                        ? value.toBigInteger().toString()
                        : number
                : number;
    }

    private String textOf(String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element)) {
                break;
            }
            append(xml, event, text);
        }
        return text.toString();
    }

    /** Returns the text of all {@code t} within an element, without the readings above the characters ({@code rPh}). */
    static String textIn(XMLStreamReader xml, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean inText = false;
        int readings = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element)) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                boolean start = event == XMLStreamConstants.START_ELEMENT;
                readings += xml.getLocalName().equals("rPh") ? (start ? 1 : -1) : 0;
                inText = start && xml.getLocalName().equals("t") && readings == 0;
            } else if (inText) {
                append(xml, event, text);
            }
        }
        return unescaped(text.toString());
    }

    private static void append(XMLStreamReader xml, int event, StringBuilder text) {
        boolean words = event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
        if (words && text.length() < Lines.LIMIT) {
            text.append(xml.getText());
        }
    }

    /** Workbooks write characters that XML cannot hold as {@code _x000D_}. */
    private static String unescaped(String text) {
        return text.contains("_x")
                ? Pattern.compile("_x([0-9A-Fa-f]{4})_")
                        .matcher(text)
                        .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                : text;
    }

    private static int column(@Nullable String reference, int next) {
        if (reference == null) {
            return next;
        }
        int column = 0;
        for (int i = 0; i < reference.length() && i < 4 && Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + (Character.toUpperCase(reference.charAt(i)) - 'A' + 1);
        }
        return column < 1 ? next : column - 1;
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null
                        && text.length() < 9
                        && !text.isEmpty()
                        && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(text)
                : otherwise;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
