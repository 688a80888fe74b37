// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A software package of the simulated device, from its arrival to its removal. OMA LwM2M Software Management 1.0 §6. */
final class Software {
    private static final int STATE = 7;
    private static final int RESULT = 9;
    private static final int ACTIVE = 12;
    private static final int INSTALL = 4;
    private static final int UNINSTALL = 6;
    private static final int ACTIVATE = 10;
    private static final int DEACTIVATE = 11;

    private static final long DELIVERED = 3;
    private static final long INSTALLED = 4;
    private static final long WELL_DELIVERED = 3;
    private static final long WELL_INSTALLED = 2;
    private static final long NO_INTEGRITY = 53;
    private static final long INVALID_URI = 56;

    private final Consumer<String> diary;
    private final Part part;

    Software(Consumer<String> diary) {
        this.diary = diary;
        this.part = new Part(
                Map.of(0, "sample-app", 1, "1.0", 2, "", 3, "", STATE, 0L, RESULT, 0L, ACTIVE, false),
                List.of(INSTALL, UNINSTALL, ACTIVATE, DEACTIVATE),
                this::arrived,
                this::executed);
    }

    Part part() {
        return part;
    }

    /** An empty package has no integrity, and what is missing has no URI. */
    private Optional<String> arrived(int id, Object value) {
        if (value instanceof byte[] bytes) {
            diary.accept("software package of " + bytes.length + " bytes received");
            delivered(bytes.length == 0 ? NO_INTEGRITY : WELL_DELIVERED);
        } else {
            diary.accept("software package at " + value);
            delivered(value.toString().endsWith("/missing") ? INVALID_URI : WELL_DELIVERED);
        }
        return Optional.empty();
    }

    private void delivered(long result) {
        part.set(STATE, result == WELL_DELIVERED ? DELIVERED : 0L);
        part.set(RESULT, result);
    }

    private void executed(int id) {
        switch (id) {
            case INSTALL -> become(INSTALLED, WELL_INSTALLED, "software installed");
            case UNINSTALL -> {
                part.set(ACTIVE, false);
                become(0, 0, "software uninstalled");
            }
            default -> {
                part.set(ACTIVE, id == ACTIVATE);
                diary.accept("software " + (id == ACTIVATE ? "activated" : "deactivated"));
            }
        }
    }

    private void become(long state, long result, String words) {
        part.set(STATE, state);
        part.set(RESULT, result);
        diary.accept(words);
    }
}
