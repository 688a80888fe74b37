// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the log tells. */
enum LogLevel {
    ERROR(Level.ERROR),
    WARN(Level.WARN),
    INFO(Level.INFO),
    DEBUG(Level.DEBUG);

    static final Key<LogLevel> KEY = Key.oneOf("log.level", INFO, "How much the log tells, on standard error.");

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    void apply() {
        if (LoggerFactory.getLogger("org.entente") instanceof Logger logger) logger.setLevel(level);
    }
}
