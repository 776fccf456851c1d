package nightdesk.ingest.embedded;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Optional;
import nightdesk.ingest.StartFailure;

/** How to reach a PostgreSQL database, for R2DBC at run time and for Flyway's JDBC at start. */
public record PostgresAddress(String host, int port, String database, String user, String password) {
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads {@code r2dbc:postgresql://user:password@host:port/database}.
     *
     * @throws StartFailure naming the setting and what is missing
     */
    public static PostgresAddress parse(String url) {
        try {
            ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url);
            return new PostgresAddress(
                    require(options, ConnectionFactoryOptions.HOST, "a host"),
                    Optional.ofNullable((Object) options.getValue(ConnectionFactoryOptions.PORT))
                            .map(port -> Integer.parseInt(port.toString()))
                            .orElse(DEFAULT_PORT),
                    require(options, ConnectionFactoryOptions.DATABASE, "a database"),
                    require(options, ConnectionFactoryOptions.USER, "a user"),
                    Optional.ofNullable((Object) options.getValue(ConnectionFactoryOptions.PASSWORD))
                            .map(Object::toString)
                            .orElse(""));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(
                    "POSTGRES_URL: expected r2dbc:postgresql://user:password@host:port/database, met something else");
        }
    }

    private static String require(ConnectionFactoryOptions options, io.r2dbc.spi.Option<?> option, String what) {
        Object value = options.getValue(option);
        if (value == null) {
            throw new StartFailure(
                    "POSTGRES_URL: expected r2dbc:postgresql://user:password@host:port/database, met no " + what);
        }
        return value.toString();
    }

    /** Returns the JDBC address, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
