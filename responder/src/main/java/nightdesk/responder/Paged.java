package nightdesk.responder;

import java.util.List;

/**
 * One page of a list.
 *
 * @param total how many there are in all
 * @param items those of this page
 */
public record Paged<T>(long total, List<T> items) {}
