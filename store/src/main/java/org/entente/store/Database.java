// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** One connection to the file, with its prepared statements. Belongs to one thread at a time. */
final class Database implements AutoCloseable {
    private static final Properties DRIVER = new Properties();
    // The columns of a checkpoint's answer.
    private static final int LOG_PAGES = 2;
    private static final int MOVED_PAGES = 3;

    static {
        // Else the driver asks for the last rowid after each INSERT, by a statement that it prepares anew.
        DRIVER.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
    }

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long rowsRead;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Reads one row of an answer. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    static Database open(Path file, StoreSettings settings) {
        try {
            var database = new Database(file, DriverManager.getConnection("jdbc:sqlite:" + file, DRIVER));
            database.execute("PRAGMA busy_timeout = " + settings.lockWait().toMillis());
            database.execute("PRAGMA cache_size = " + -settings.pageCacheBytes() / 1024);
            return database;
        } catch (SQLException fault) {
            throw Failures.unavailable(file, fault);
        }
    }

    <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... arguments) {
        try (var rows = bound(sql, arguments).executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) found.add(reading.read(rows));
            rowsRead += found.size();
            return found;
        } catch (SQLException fault) {
            throw failed(sql, fault);
        }
    }

    <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... arguments) {
        try (var rows = bound(sql, arguments).executeQuery()) {
            if (!rows.next()) return Optional.empty();
            rowsRead++;
            return Optional.of(reading.read(rows));
        } catch (SQLException fault) {
            throw failed(sql, fault);
        }
    }

    /** How many rows it has answered so far: what a question costs, whatever the machine. */
    long rowsRead() {
        return rowsRead;
    }

    long number(String sql, @Nullable Object... arguments) {
        return first(sql, row -> row.getLong(1), arguments).orElse(0L);
    }

    /** How many pages of the log are not in the file yet. */
    long pagesOfLog() {
        return first("PRAGMA wal_checkpoint(NOOP)", row -> row.getLong(LOG_PAGES) - row.getLong(MOVED_PAGES))
                .orElse(0L);
    }

    /** Moves pages of the log into the file, but those that a reader needs where they are. */
    void moveLog() {
        first("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getLong(MOVED_PAGES));
    }

    /** @return how many rows changed */
    int run(String sql, @Nullable Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException fault) {
            throw failed(sql, fault);
        }
    }

    /** For statements that are run once, such as definitions. */
    void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException fault) {
            throw Failures.unavailable(file, fault);
        }
    }

    /** A statement that failed cannot be used again: the next use prepares it anew. */
    private RuntimeException failed(String sql, SQLException fault) {
        try (var _ = statements.remove(sql)) {
            return Failures.unavailable(file, fault);
        } catch (SQLException closing) {
            fault.addSuppressed(closing);
            return Failures.unavailable(file, fault);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object[] arguments) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) statement.setObject(i + 1, arguments[i]);
        return statement;
    }

    @Override
    public void close() {
        try {
            for (var statement : statements.values()) statement.close();
            connection.close();
        } catch (SQLException fault) {
            throw Failures.unavailable(file, fault);
        }
    }
}
