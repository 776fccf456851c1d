package nightdesk.ingest;

/**
 * A server Nightdesk stands on, as shown at start and in the system page.
 *
 * @param name {@code kafka}, {@code postgres} or {@code index}
 * @param embedded whether it runs under the data directory
 * @param detail its address, without user or password
 */
public record Server(String name, boolean embedded, String detail) {}
