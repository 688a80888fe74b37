// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Properties;

/** A digest of everything that a hub has stored: resources, instances, labels, waiting notices. It reads the file itself. */
final class StoreDigest implements AutoCloseable {
    private final Connection connection;

    StoreDigest(Path data) throws SQLException {
        var readOnly = new Properties();
        readOnly.setProperty("open_mode", "1");
        connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("entente.db"), readOnly);
    }

    String now() throws SQLException {
        var digest = sha256();
        try (var statement = connection.createStatement();
                var tables =
                        statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
            while (tables.next()) add(tables.getString(1), digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(String table, MessageDigest digest) throws SQLException {
        digest.update(table.getBytes(UTF_8));
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM \"" + table + '"')) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next())
                for (int i = 1; i <= columns; i++) {
                    var cell = rows.getBytes(i);
                    digest.update(cell == null ? new byte[] {0} : cell);
                    digest.update((byte) '\n');
                }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
