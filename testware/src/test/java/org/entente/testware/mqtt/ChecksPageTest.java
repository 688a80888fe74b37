// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.entente.testware.Catalogue;
import org.entente.testware.Purpose;
import org.entente.testware.mqtt.client.ClientSuite;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages that say how each check is made are the purposes themselves, printed. */
class ChecksPageTest {
    /** A suite and its page. */
    enum Page {
        BROKER_311("mqtt-broker-3.1.1.md", "MQTT 3.1.1 brokers") {
            @Override
            Catalogue catalogue() {
                return BrokerSuite.purposes(Version.V311);
            }
        },
        BROKER_5("mqtt-broker-5.0.md", "MQTT 5.0 brokers") {
            @Override
            Catalogue catalogue() {
                return BrokerSuite.purposes(Version.V5);
            }
        },
        SECURITY("mqtt-broker-security.md", "the security of MQTT brokers") {
            @Override
            Catalogue catalogue() {
                return BrokerSuite.purposesOfSecurity();
            }
        },
        CLIENT_311("mqtt-client-3.1.1.md", "MQTT 3.1.1 clients") {
            @Override
            Catalogue catalogue() {
                return ClientSuite.purposes(Version.V311);
            }
        },
        CLIENT_5("mqtt-client-5.0.md", "MQTT 5.0 clients") {
            @Override
            Catalogue catalogue() {
                return ClientSuite.purposes(Version.V5);
            }
        };

        private final Path file;
        private final String what;

        Page(String file, String what) {
            this.file = Path.of("..", "docs", "testware", "checks", file);
            this.what = what;
        }

        abstract Catalogue catalogue();

        String text() {
            return "# How each check of " + what + " is made\n\nPrinted from the test purposes by ChecksPageTest; "
                    + "`-Dentente.reprint=true` prints it again.\n\n| purpose | given | expected | permitted too |\n|---|---|---|---|\n"
                    + catalogue().purposes().values().stream().map(Page::row).collect(Collectors.joining());
        }

        private static String row(Purpose purpose) {
            var permitted = purpose.allowed()
                    .orElse(purpose.unbound()
                            .map(reason -> "no case: " + reason)
                            .orElse(""));
            return "| `" + purpose.id() + "` " + cell(purpose.objective()) + " | " + cell(purpose.given()) + " | "
                    + cell(purpose.expect()) + " | " + cell(permitted) + " |\n";
        }

        private static String cell(String text) {
            return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
        }
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void page_says_what_the_purposes_say(Page page) throws IOException {
        if (Boolean.getBoolean("entente.reprint")) {
            Files.writeString(page.file, page.text());
        }

        assertThat(page.file).hasContent(page.text());
    }
}
