package nightdesk.dashboard.problem;

import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * What a failure means to the caller.
 *
 * @param kind the kind of problem
 * @param status the status sent; mostly the kind's own
 * @param detail what to tell; never a secret, never chat text
 * @param errors the fields that are wrong
 * @param headers headers that belong to the answer, e.g. {@code Allow}
 * @param ours whether it is our fault, so that the log must tell more
 */
record Verdict(
        Kind kind, int status, String detail, List<Problem.FieldError> errors, HttpHeaders headers, boolean ours) {

    static Verdict of(Kind kind, String detail) {
        return new Verdict(kind, kind.status().value(), detail, List.of(), new HttpHeaders(), false);
    }

    static Verdict ofFields(List<Problem.FieldError> errors) {
        String fields = String.join(
                ", ", errors.stream().map(Problem.FieldError::field).distinct().toList());
        return new Verdict(Kind.INVALID_FIELDS, 400, "wrong: " + fields, errors, new HttpHeaders(), false);
    }

    static Verdict ourFault(Kind kind, String detail) {
        return new Verdict(kind, kind.status().value(), detail, List.of(), new HttpHeaders(), true);
    }

    Verdict withHeaders(HttpHeaders more) {
        return new Verdict(kind, status, detail, errors, more, ours);
    }

    Verdict withStatus(int other) {
        return new Verdict(kind, other, detail, errors, headers, ours);
    }
}
