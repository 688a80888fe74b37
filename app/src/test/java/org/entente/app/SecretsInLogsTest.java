// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.entente.bindings.coap.Dtls.SharedKey;
import org.entente.client.Client;
import org.entente.client.ClientSettings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Request;
import org.entente.security.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What proves who somebody is reaches no log, over whatever binding it is shown, by server or client, right or wrong. */
class SecretsInLogsTest {
    private static final String KEY = "8e1f0c5a77b94e0d9a2c41f3b6d05e92";
    private static final String GUESS = "admin.cmlnaHQtaGVyZS1pcy1hLWd1ZXNz";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IN_VAIN = Duration.ofSeconds(2);

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.entente");
    private final AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            var fault = event.getThrowableProxy();
            logged.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                    + event.getMDCPropertyMap() + (fault == null ? "" : ThrowableProxyUtil.asString(fault)));
        }
    };

    @TempDir
    private Path data = Path.of(".");

    @BeforeEach
    void listen() {
        ear.setContext(root.getLoggerContext());
        ear.start();
        root.addAppender(ear);
    }

    @AfterEach
    void leave() {
        ours.setLevel(null);
        root.detachAppender(ear);
        ear.stop();
    }

    private static ResultCode ask(ClientSettings settings, String from) {
        try (var client = Client.connect(settings.as(from))) {
            return client.send(Request.retrieve("cse-in", from)).code();
        }
    }

    @Test
    @Spec("TS-0003 §6.3")
    void no_secret_is_logged() throws Exception {
        var keys = Files.writeString(data.resolve("keys"), "psk sensor " + KEY + " Csensor\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        try (var hub = new CoapHub(
                data.resolve("hub"),
                "mqtt.listen=true",
                "mqtt.port=0",
                "coap.dtls.port=0",
                "coap.dtls.keys-file=" + keys)) {
            ours.setLevel(Level.TRACE); // after the hub has set what its configuration says
            var http = hub.hub().address().toString();
            var mqtt = hub.hub().hub().brokerAddresses().getFirst().toString();
            var right = new Secret(hub.hub().secret());

            for (var url : List.of(http, http.replace("http:", "ws:"), mqtt)) {
                var settings = ClientSettings.to(url).within(PATIENCE);
                assertThat(ask(settings.showing(right), HubUnderTest.ADMIN)).isEqualTo(ResultCode.OK);
                // A broker that does not know it lets nobody in, however long one tries.
                assertThat(ask(settings.showing(new Secret(GUESS)).within(IN_VAIN), HubUnderTest.ADMIN))
                        .as(url)
                        .isNotEqualTo(ResultCode.OK);
            }
            var coaps = ClientSettings.to(hub.address("coaps").toString()).within(PATIENCE);
            assertThat(ask(coaps.showing(new SharedKey("sensor", bytes(KEY))), "Csensor"))
                    .isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);

            // That it hears at all, and our own words at every level.
            assertThat(logged).anyMatch(line -> line.startsWith("DEBUG org.entente"));
            for (var secret : List.of(right.reveal(), behindName(right.reveal()), KEY, GUESS, behindName(GUESS)))
                assertThat(logged).noneMatch(line -> holds(line, secret));
        }
    }

    private static String behindName(String secret) {
        return secret.substring(secret.indexOf('.') + 1);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static boolean holds(String line, String secret) {
        return line.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT));
    }
}
