package nightdesk.ingest;

/**
 * One name under which a channel knows a person.
 *
 * @param kind {@code external_userid}, {@code unionid}, {@code wxid}, {@code phone}, {@code crm} or {@code name}
 * @param value the id within that kind; for {@code name} prefixed by the owner's account, as names are not global
 */
public record Identity(String kind, String value) {}
