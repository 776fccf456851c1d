package nightdesk.ingest.wechat;

import com.fasterxml.aalto.UncheckedStreamException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The strings that the cells of a workbook point at, on disk: one file of texts, one of where each begins. */
final class SharedStrings implements Closeable {
    private static final String PART = "xl/sharedStrings.xml";
    private static final int REMEMBERED = 4_096;

    private final @Nullable FileChannel texts;
    private final @Nullable FileChannel places;
    private final long count;
    private final Map<Long, String> recent = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private SharedStrings(@Nullable FileChannel texts, @Nullable FileChannel places, long count) {
        this.texts = texts;
        this.places = places;
        this.count = count;
    }

    static SharedStrings read(SafeZip zip, Path beside) throws IOException {
        if (!zip.has(PART)) {
            return new SharedStrings(null, null, 0);
        }
        Path directory = beside.toAbsolutePath().getParent();
        Path texts = Files.createTempFile(directory, "strings", Spool.SUFFIX);
        Path places = Files.createTempFile(directory, "places", Spool.SUFFIX);
        long count = spill(zip, texts, places);
        return new SharedStrings(openOnce(texts), openOnce(places), count);
    }

    private static FileChannel openOnce(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static long spill(SafeZip zip, Path texts, Path places) throws IOException {
        try (InputStream in = zip.open(PART);
                DataOutputStream text = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(texts)));
                DataOutputStream place =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(places)))) {
            return spill(Workbook.xml(in), text, place);
        } catch (XMLStreamException | UncheckedStreamException e) {
            Files.deleteIfExists(texts);
            Files.deleteIfExists(places);
            throw new UnreadableFile("工作簿：共用文字（sharedStrings）损坏；请在表格软件里重新另存");
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(texts);
            Files.deleteIfExists(places);
            throw e;
        }
    }

    private static long spill(XMLStreamReader xml, DataOutputStream text, DataOutputStream place)
            throws IOException, XMLStreamException {
        long at = 0;
        long count = 0;
        place.writeLong(0);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("si")) {
                byte[] bytes = SheetXml.textIn(xml, "si").getBytes(StandardCharsets.UTF_8);
                text.write(bytes);
                at += bytes.length;
                place.writeLong(at);
                count++;
            }
        }
        return count;
    }

    /** Returns a string, or null when there is none with this number. */
    @Nullable String get(long index) {
        if (texts == null || places == null || index < 0 || index >= count) {
            return null;
        }
        String known = recent.get(index);
        if (known == null) {
            known = load(texts, places, index);
            recent.put(index, known);
        }
        return known;
    }

    private static String load(FileChannel texts, FileChannel places, long index) {
        try {
            ByteBuffer place = read(places, index * Long.BYTES, 2 * Long.BYTES);
            long from = place.getLong();
            ByteBuffer text = read(texts, from, (int) (place.getLong() - from));
            return StandardCharsets.UTF_8.decode(text).toString();
        } catch (IOException e) {
            throw new UnreadableFile("工作簿：磁盘上的临时文件读不出：" + e.getClass().getSimpleName());
        }
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
            // until it is full
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        if (texts != null) {
            texts.close();
        }
        if (places != null) {
            places.close();
        }
    }
}
