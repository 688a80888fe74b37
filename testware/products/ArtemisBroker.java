// SPDX-License-Identifier: Apache-2.0
import java.util.HashMap;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Starts Apache Artemis: embedded, without persistence and credentials. Its acceptors tell WebSocket by themselves. */
final class ArtemisBroker {
    private ArtemisBroker() {}

    public static void main(String[] arguments) throws Exception {
        var told = new HashMap<String, String>();
        for (var argument : arguments) {
            told.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
        }
        var tls = ";sslEnabled=true;keyStoreType=PKCS12;keyStorePath=" + told.get("keys") + ";keyStorePassword="
                + told.get("secret");
        var configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJournalDirectory(told.get("folder"))
                .addAcceptorConfiguration("mqtt", acceptor(told.get("mqtt")))
                .addAcceptorConfiguration("ws", acceptor(told.get("ws")))
                .addAcceptorConfiguration("mqtts", acceptor(told.get("mqtts")) + tls);
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
        System.out.println("ready");
    }

    private static String acceptor(String port) {
        return "tcp://127.0.0.1:" + port + "?protocols=MQTT";
    }
}
