// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static ch.qos.logback.classic.Level.ERROR;
import static ch.qos.logback.classic.Level.INFO;
import static ch.qos.logback.classic.Level.OFF;
import static ch.qos.logback.classic.Level.WARN;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * Logs go to standard error; standard output belongs to the commands. Not in XML, whose parser alone would be a tenth of
 * the classes of a start. A file of Logback's own goes before this: {@code -Dlogback.configurationFile}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{0} %X{request:-} %msg%n";

    private static final Map<String, Level> LIBRARIES = Map.ofEntries(
            Map.entry("org.eclipse.jetty", WARN),
            Map.entry("org.eclipse.californium", WARN),
            // They tell of odd answers that any stranger can send, each with its stack.
            Map.entry("org.eclipse.californium.core.network.UdpMatcher", ERROR),
            Map.entry("org.eclipse.californium.core.network.TcpMatcher", ERROR),
            // Who asks says why a connection did not come about; what strangers do to theirs is no news.
            Map.entry("org.eclipse.californium.elements.tcp.netty", ERROR),
            Map.entry("org.entente.bindings.coap.StreamConnectors", ERROR),
            Map.entry("org.eclipse.leshan", WARN),
            Map.entry("org.eclipse.milo", WARN),
            // Why a connection ended comes back to who asked for it and is said in one line there.
            Map.entry("org.eclipse.milo.opcua.stack.transport", OFF),
            Map.entry("org.apache.jena", WARN),
            Map.entry("com.apicatalog", WARN),
            Map.entry("io.netty", WARN),
            Map.entry("org.apache.activemq", ERROR));

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null)
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(INFO);
        root.addAppender(standardError(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
