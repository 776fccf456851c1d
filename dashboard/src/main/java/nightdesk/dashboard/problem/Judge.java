package nightdesk.dashboard.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;

/** Says of each failure what the caller should be told. */
final class Judge {
    private Judge() {}

    static Verdict judge(Throwable failure) {
        return switch (failure) {
            case NotFound it -> Verdict.of(Kind.NOT_FOUND, message(it));
            case Conflict it -> Verdict.of(Kind.CONFLICT, message(it));
            case TryLater it ->
                Verdict.of(Kind.TRY_LATER, message(it))
                        .withHeaders(header(HttpHeaders.RETRY_AFTER, String.valueOf(it.seconds())));
            case AuthenticationException it -> Verdict.of(Kind.NOT_SIGNED_IN, message(it));
            case AccessDeniedException it -> Verdict.of(Kind.FORBIDDEN, message(it));
            case WebExchangeBindException it -> Verdict.ofFields(fields(it.getAllErrors()));
            case HandlerMethodValidationException it -> Verdict.ofFields(parameters(it));
            case ConstraintViolationException it ->
                Verdict.ofFields(
                        it.getConstraintViolations().stream().map(Judge::field).toList());
            case DataBufferLimitException it -> tooLarge();
            case ServerWebInputException it -> input(it);
            case UnsupportedMediaTypeStatusException it -> media(it);
            case ResponseStatusException it -> status(it);
            case IllegalArgumentException it -> Verdict.of(Kind.BAD_REQUEST, message(it));
            case RejectedExecutionException it -> unavailable();
            case TimeoutException it -> unavailable();
            case DataAccessResourceFailureException it -> unavailable();
            case TransientDataAccessException it -> unavailable();
            default -> Verdict.ourFault(Kind.INTERNAL, "see the log under the incident's id");
        };
    }

    private static Verdict tooLarge() {
        return Verdict.of(Kind.TOO_LARGE, "the body is larger than this route takes");
    }

    private static Verdict unavailable() {
        return Verdict.ourFault(Kind.UNAVAILABLE, "try again; the log tells more under the incident's id")
                .withHeaders(header(HttpHeaders.RETRY_AFTER, "2"));
    }

    private static Verdict input(ServerWebInputException failure) {
        if (cause(failure, DataBufferLimitException.class) != null) {
            return tooLarge();
        }
        if (failure instanceof MissingRequestValueException missing) {
            return Verdict.ofFields(List.of(
                    new Problem.FieldError(missing.getName(), "expected a " + missing.getLabel() + ", met none")));
        }
        JacksonException json = cause(failure, JacksonException.class);
        if (json != null) {
            return Verdict.ofFields(List.of(new Problem.FieldError(path(json), "not readable as the type expected")));
        }
        if (failure.getMethodParameter() != null && failure.getMethodParameter().getParameterName() != null) {
            String name = failure.getMethodParameter().getParameterName();
            return Verdict.ofFields(List.of(new Problem.FieldError(String.valueOf(name), expected(failure))));
        }
        return Verdict.of(Kind.BAD_REQUEST, reason(failure));
    }

    private static String expected(ServerWebInputException failure) {
        IllegalArgumentException told = cause(failure, IllegalArgumentException.class);
        if (told != null && told.getClass() == IllegalArgumentException.class && told.getMessage() != null) {
            return told.getMessage();
        }
        return failure.getMethodParameter() == null
                ? reason(failure)
                : "expected "
                        + failure.getMethodParameter()
                                .nestedIfOptional()
                                .getNestedParameterType()
                                .getSimpleName();
    }

    private static Verdict media(UnsupportedMediaTypeStatusException failure) {
        return Verdict.of(
                        Kind.UNSUPPORTED_MEDIA,
                        "met " + failure.getContentType() + ", expected " + failure.getSupportedMediaTypes())
                .withHeaders(failure.getHeaders());
    }

    private static Verdict status(ResponseStatusException failure) {
        Kind kind = Kind.of(failure.getStatusCode());
        if (failure.getStatusCode().is5xxServerError()) {
            return Verdict.ourFault(kind, "see the log under the incident's id")
                    .withStatus(failure.getStatusCode().value());
        }
        return Verdict.of(kind, reason(failure))
                .withStatus(failure.getStatusCode().value())
                .withHeaders(failure.getHeaders());
    }

    private static List<Problem.FieldError> parameters(HandlerMethodValidationException failure) {
        return failure.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors errors
                        ? fields(errors.getAllErrors()).stream()
                        : result.getResolvableErrors().stream().map(error -> parameter(result, error)))
                .toList();
    }

    private static Problem.FieldError parameter(ParameterValidationResult result, MessageSourceResolvable error) {
        return new Problem.FieldError(
                String.valueOf(result.getMethodParameter().getParameterName()), words(error.getDefaultMessage()));
    }

    private static List<Problem.FieldError> fields(List<? extends ObjectError> errors) {
        return errors.stream()
                .map(error -> new Problem.FieldError(
                        error instanceof FieldError field ? field.getField() : error.getObjectName(),
                        words(error.getDefaultMessage())))
                .toList();
    }

    private static Problem.FieldError field(ConstraintViolation<?> violation) {
        return new Problem.FieldError(violation.getPropertyPath().toString(), violation.getMessage());
    }

    private static String path(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable it = failure.getCause(); it != null; it = it.getCause()) {
            if (type.isInstance(it)) {
                return type.cast(it);
            }
        }
        return null;
    }

    private static HttpHeaders header(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(name, value);
        return headers;
    }

    private static String reason(ResponseStatusException failure) {
        return words(failure.getReason());
    }

    private static String message(Throwable failure) {
        return words(failure.getMessage());
    }

    private static String words(@Nullable String text) {
        return text == null || text.isBlank() ? "no more is known" : text;
    }
}
