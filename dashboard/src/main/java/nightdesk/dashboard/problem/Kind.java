package nightdesk.dashboard.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The kinds of problem that Nightdesk tells apart. */
enum Kind {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request is wrong"),
    INVALID_FIELDS(HttpStatus.BAD_REQUEST, "Fields of the request are wrong"),
    NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED, "Sign in first"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "No such thing"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not offered here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No such representation"),
    CONFLICT(HttpStatus.CONFLICT, "The present state forbids it"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not read here"),
    TRY_LATER(HttpStatus.TOO_MANY_REQUESTS, "Too many attempts"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Something Nightdesk needs does not answer"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Nightdesk failed");

    private final HttpStatus status;
    private final String title;

    Kind(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the kind that says most about a status. */
    static Kind of(HttpStatusCode status) {
        for (Kind kind : values()) {
            if (kind.status.value() == status.value()) {
                return kind;
            }
        }
        return status.is4xxClientError() ? BAD_REQUEST : INTERNAL;
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    String type() {
        return "urn:nightdesk:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
