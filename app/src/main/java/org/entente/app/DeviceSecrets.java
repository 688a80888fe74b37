// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.entente.interworking.lwm2m.Lwm2mSettings.PreSharedKey;

/** Reads the pre-shared keys of devices from a file that only its owner may read. */
final class DeviceSecrets {
    private DeviceSecrets() {}

    /**
     * Keys by endpoint name, from lines {@code endpoint identity hexadecimal-key}; lines that start with # say nothing.
     *
     * @throws Configuration.Mistakes with each line that is wrong, by its number and never with its content
     */
    static Map<String, PreSharedKey> read(Path file) {
        try {
            refuseIfOthersMayRead(file);
            var keys = new HashMap<String, PreSharedKey>();
            var mistakes = new ArrayList<String>();
            int number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) continue;
                if (!add(line.strip().split("\\s+"), keys))
                    mistakes.add(file + ":" + number + " must have an endpoint, an identity and a hexadecimal key");
            }
            if (!mistakes.isEmpty()) throw new Configuration.Mistakes(mistakes);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of devices cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean add(String[] words, Map<String, PreSharedKey> keys) {
        if (words.length != 3) return false;
        try {
            return keys.put(words[0], new PreSharedKey(words[1], HexFormat.of().parseHex(words[2]))) == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuseIfOthersMayRead(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        var open = EnumSet.of(
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.GROUP_WRITE,
                PosixFilePermission.OTHERS_READ,
                PosixFilePermission.OTHERS_WRITE);
        open.retainAll(Files.getPosixFilePermissions(file));
        if (!open.isEmpty()) throw new IOException(file + " may be read by others; chmod 600 mends that");
    }
}
