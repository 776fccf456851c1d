package nightdesk.dashboard.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error (RFC 9457, {@code application/problem+json}).
 *
 * @param type what kind of problem, {@code urn:nightdesk:problem:<kind>}; stable, for programs
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what happened this time: the value met and what was expected
 * @param instance the path that was asked
 * @param errors the fields that are wrong, one entry each; empty for other kinds
 * @param incident the id under which the log tells more; only for failures of our own
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<FieldError> errors,
        @Nullable String incident) {

    /**
     * @param field the field's path in the request, e.g. {@code scopes[0]}
     * @param reason what was expected
     */
    public record FieldError(String field, String reason) {}
}
