package nightdesk.ingest;

/**
 * One name under which a channel knows a person.
 *
 * @param kind {@code external_userid}, {@code unionid}, {@code openid}, {@code wxid}, {@code crm}, {@code phone},
 *     {@code name}, {@code group}, {@code gateway}
 * @param value the id within that kind; where ids are not global prefixed by what makes them so: {@code name} by the
 *     owner's account, {@code crm} by the CRM's source ({@code his/C001}), {@code openid} by the app
 */
public record Identity(String kind, String value) {}
