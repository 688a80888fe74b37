// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start brings into memory and says, as a program of its own. */
class StartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void hub_with_http_alone_carries_no_other_protocol_no_client_and_no_parser_of_XML() throws Exception {
        var loaded = folder.resolve("loaded");
        var hub = serve(List.of("-Xlog:class+load:file=" + loaded));
        try {
            await().atMost(PATIENCE).until(() -> read("out").contains("Entente listens on http://"));
        } finally {
            hub.destroy();
        }
        assertThat(hub.waitFor(60, TimeUnit.SECONDS)).isTrue();

        try (var lines = Files.lines(loaded)) {
            assertThat(lines)
                    .as("what nothing uses; single classes that a signature names may be among the loaded")
                    .noneMatch(line -> Stream.of(
                                    " org.eclipse.californium.core.network.",
                                    " org.eclipse.jetty.client.",
                                    " org.eclipse.leshan.",
                                    " org.eclipse.milo.opcua.stack.core.",
                                    " org.apache.activemq.artemis.core.server.impl.",
                                    " org.apache.jena.",
                                    " com.hivemq.",
                                    " io.netty.",
                                    " sun.security.ssl.SSLContextImpl",
                                    " com.sun.org.apache.xerces.")
                            .anyMatch(line::contains));
        }
        assertThat(read("out")).doesNotContain(" INFO ");
        assertThat(read("err"))
                .as("the log")
                .containsPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  HttpServer  http listens");
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private Process serve(List<String> options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName(), "serve", "--port", "0"));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }
}
