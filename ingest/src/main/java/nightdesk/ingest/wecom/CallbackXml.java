package nightdesk.ingest.wecom;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import nightdesk.ingest.wecom.CallbackRejected.Reason;

/** Reads the flat XML of a callback. Document types and entities are refused, deep or long documents too. */
public final class CallbackXml {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_ELEMENTS = 500;
    private static final XMLInputFactory FACTORY = factory();

    private CallbackXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * Returns the text of each element below the root; of repeated elements the first.
     *
     * @throws CallbackRejected when it is not such XML
     */
    public static Map<String, String> fields(String xml) {
        Map<String, String> fields = new LinkedHashMap<>();
        elements(xml).forEach(element -> fields.putIfAbsent(element.name(), element.text()));
        return fields;
    }

    /**
     * Returns the texts of all elements of this name below the root, in order: WeCom writes lists as repeated siblings.
     *
     * @throws IllegalArgumentException when it is not such XML
     */
    public static List<String> values(String xml, String name) {
        try {
            return elements(xml).stream()
                    .filter(element -> element.name().equals(name))
                    .map(Element::text)
                    .toList();
        } catch (CallbackRejected e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private record Element(String name, String text) {}

    private static List<Element> elements(String xml) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw rejected("at line " + e.getLocation().getLineNumber());
        }
    }

    private static List<Element> read(XMLStreamReader reader) throws XMLStreamException {
        List<Element> fields = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int depth = 0;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                        throw rejected("too deep or too many elements");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw rejected("document types and entities are not allowed");
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth-- == 2) {
                        fields.add(new Element(reader.getLocalName(), text.toString()));
                    }
                }
                default -> {
                    // comments, white space and instructions say nothing
                }
            }
        }
        return fields;
    }

    private static CallbackRejected rejected(String how) {
        return new CallbackRejected(Reason.XML, "expected the XML of a WeCom callback: " + how);
    }
}
