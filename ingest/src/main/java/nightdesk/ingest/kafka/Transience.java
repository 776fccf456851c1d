package nightdesk.ingest.kafka;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import nightdesk.ingest.TransientFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells failures that pass from those that stay. */
final class Transience {
    private Transience() {}

    /** Returns whether this failure, or what caused it, is one that passes: a server away, a time-out, a lost race. */
    static boolean is(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TransientFailure
                    || at instanceof IOException
                    || at instanceof TimeoutException
                    || at instanceof R2dbcTransientException
                    || at instanceof R2dbcNonTransientResourceException
                    || at instanceof TransientDataAccessException
                    || at instanceof DataAccessResourceFailureException
                    || at instanceof CannotCreateTransactionException
                    || at instanceof org.apache.kafka.common.errors.RetriableException) {
                return true;
            }
        }
        return false;
    }
}
