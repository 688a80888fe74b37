// SPDX-License-Identifier: Apache-2.0
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Starts Apache Artemis on a port: embedded, without persistence and credentials. */
final class ArtemisBroker {
    private ArtemisBroker() {}

    public static void main(String[] arguments) throws Exception {
        var configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJournalDirectory(arguments[1])
                .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + arguments[0] + "?protocols=MQTT");
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
        System.out.println("ready");
    }
}
