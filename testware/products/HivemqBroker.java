// SPDX-License-Identifier: Apache-2.0
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;

/** Starts HiveMQ Community Edition: in memory, without credentials. */
final class HivemqBroker {
    private static final String CONFIGURATION = """
            <?xml version="1.0"?>
            <hivemq>
              <listeners>
                <tcp-listener><port>${mqtt}</port><bind-address>127.0.0.1</bind-address></tcp-listener>
                <websocket-listener>
                  <port>${ws}</port><bind-address>127.0.0.1</bind-address><path>/mqtt</path>
                  <subprotocols><subprotocol>mqtt</subprotocol></subprotocols>
                </websocket-listener>
                <tls-tcp-listener>
                  <port>${mqtts}</port><bind-address>127.0.0.1</bind-address>
                  <tls><keystore>
                    <path>${keys}</path><password>${secret}</password>
                    <private-key-password>${secret}</private-key-password>
                  </keystore></tls>
                </tls-tcp-listener>
              </listeners>
              <persistence><mode>in-memory</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """;

    private HivemqBroker() {}

    public static void main(String[] arguments) throws Exception {
        var configuration = CONFIGURATION;
        var told = new HashMap<String, String>();
        for (var argument : arguments) {
            var name = argument.substring(0, argument.indexOf('='));
            told.put(name, argument.substring(name.length() + 1));
            configuration = configuration.replace("${" + name + "}", told.get(name));
        }
        var folder = Path.of(told.get("folder"));
        for (var name : new String[] {"conf", "data", "extensions"}) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("conf/config.xml"), configuration);
        EmbeddedHiveMQ.builder()
                .withConfigurationFolder(folder.resolve("conf"))
                .withDataFolder(folder.resolve("data"))
                .withExtensionsFolder(folder.resolve("extensions"))
                .build()
                .start()
                .join();
        System.out.println("ready");
    }
}
