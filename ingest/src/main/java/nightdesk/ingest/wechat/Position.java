package nightdesk.ingest.wechat;

/**
 * Where reading goes on after a crash; kept as JSON in the store.
 *
 * @param part which file of a ZIP, from 0
 * @param bytes where a piece of the file begins, counted from the first byte after the byte order mark
 * @param skip how many characters of that piece were read already, below 64 Ki; in a sheet how many rows
 * @param number how many lines, or messages of a JSON, stand before
 */
record Position(int part, long bytes, int skip, long number) {
    static final Position START = new Position(0, 0, 0, 0);

    Position inPart(int at) {
        return new Position(at, bytes, skip, number);
    }
}
