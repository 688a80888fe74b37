// SPDX-License-Identifier: Apache-2.0

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/** Adapter: makes the HiveMQ MQTT client do what a script of the upper tester says. CLASSPATH says where it is. */
public final class Hivemq {
    private record Command(String verb, Map<String, String> arguments) {
        String of(String name) {
            return arguments.getOrDefault(name, "");
        }

        int number(String name) {
            return Integer.parseInt(arguments.getOrDefault(name, "0"));
        }

        MqttQos qos(String name) {
            return MqttQos.fromCode(number(name));
        }

        byte[] bytes(String name) {
            return of(name).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What both versions of the client can do. */
    private interface Client {
        CompletableFuture<?> perform(Command command);
    }

    private Hivemq() {}

    public static void main(String[] arguments) throws Exception {
        var script = new ArrayList<Command>();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null && !line.equals("run"); line = in.readLine()) {
            script.add(parse(line));
        }
        var client = client(script);
        for (var command : script) {
            try {
                var work = client.perform(command).exceptionally(Hivemq::failed);
                if (!command.of("wait").equals("0")) {
                    work.join();
                }
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        tell("done");
        new CompletableFuture<Void>().join();
    }

    private static <T> T failed(Throwable why) {
        tell("failed " + String.valueOf(why.getMessage()).replace('\n', ' '));
        return null;
    }

    private static synchronized void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void message(String topic, byte[] payload) {
        tell("message topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8) + " payload="
                + URLEncoder.encode(new String(payload, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static Command parse(String line) {
        var words = line.split(" ");
        var named = new HashMap<String, String>();
        for (int i = 1; i < words.length; i++) {
            var pair = words[i].split("=", 2);
            named.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return new Command(words[0], named);
    }

    private static Client client(List<Command> script) {
        var connect = script.getFirst();
        var again = script.stream().anyMatch(command -> command.verb().equals("reconnect"));
        var builder = MqttClient.builder()
                .identifier(connect.of("client"))
                .serverHost(connect.of("host"))
                .serverPort(connect.number("port"));
        var scheme = connect.arguments().getOrDefault("scheme", "mqtt");
        if (scheme.startsWith("ws")) {
            builder = builder.webSocketConfig().serverPath(connect.of("path")).applyWebSocketConfig();
        }
        if (!connect.of("ca").isEmpty()) {
            builder = builder.sslConfig().trustManagerFactory(trusting(Path.of(connect.of("ca")))).applySslConfig();
        }
        if (again) {
            builder = builder.automaticReconnect()
                    .initialDelay(50, TimeUnit.MILLISECONDS)
                    .applyAutomaticReconnect();
        }
        if (connect.of("version").equals("5.0")) {
            var client = builder.useMqttVersion5().buildAsync();
            return command -> perform(client, command, again);
        }
        var client = builder.useMqttVersion3().buildAsync();
        return command -> perform(client, command);
    }

    private static TrustManagerFactory trusting(Path authority) {
        try (var pem = Files.newInputStream(authority)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("tester", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no trust in " + authority, e);
        }
    }

    private static CompletableFuture<?> perform(Mqtt3AsyncClient client, Command command) {
        return switch (command.verb()) {
            case "connect" -> client.connect(connect3(command));
            case "publish" ->
                client.publishWith()
                        .topic(command.of("topic"))
                        .payload(command.bytes("payload"))
                        .qos(command.qos("qos"))
                        .retain(command.number("retain") == 1)
                        .send();
            case "subscribe" ->
                client.subscribeWith()
                        .topicFilter(command.of("filter"))
                        .qos(command.qos("qos"))
                        .callback(got -> message(got.getTopic().toString(), got.getPayloadAsBytes()))
                        .send();
            case "unsubscribe" -> client.unsubscribeWith().topicFilter(command.of("filter")).send();
            case "disconnect" -> client.disconnect();
            default -> CompletableFuture.completedFuture(null); // idle and reconnect happen by themselves
        };
    }

    private static Mqtt3Connect connect3(Command command) {
        var connect =
                Mqtt3Connect.builder().cleanSession(!command.of("clean").equals("0")).keepAlive(command.number("keepalive"));
        if (!command.of("user").isEmpty()) {
            var login = com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth.builder().username(command.of("user"));
            connect = connect.simpleAuth(
                    command.of("password").isEmpty()
                            ? login.build()
                            : login.password(command.bytes("password")).build());
        }
        if (!command.of("will-topic").isEmpty()) {
            connect = connect.willPublish()
                    .topic(command.of("will-topic"))
                    .payload(command.bytes("will-payload"))
                    .qos(command.qos("will-qos"))
                    .retain(command.number("will-retain") == 1)
                    .applyWillPublish();
        }
        return connect.build();
    }

    private static CompletableFuture<?> perform(Mqtt5AsyncClient client, Command command, boolean again) {
        return switch (command.verb()) {
            case "connect" -> client.connect(connect5(command, again));
            case "publish" -> client.publish(publish5(command));
            case "subscribe" ->
                client.subscribeWith()
                        .topicFilter(command.of("filter"))
                        .qos(command.qos("qos"))
                        .callback(got -> message(got.getTopic().toString(), got.getPayloadAsBytes()))
                        .send();
            case "unsubscribe" -> client.unsubscribeWith().topicFilter(command.of("filter")).send();
            case "disconnect" -> client.disconnect();
            default -> CompletableFuture.completedFuture(null);
        };
    }

    private static Mqtt5Publish publish5(Command command) {
        return Mqtt5Publish.builder()
                .topic(command.of("topic"))
                .payload(command.bytes("payload"))
                .qos(command.qos("qos"))
                .retain(command.number("retain") == 1)
                .build();
    }

    private static Mqtt5Connect connect5(Command command, boolean again) {
        var connect = Mqtt5Connect.builder()
                .cleanStart(!command.of("clean").equals("0"))
                .keepAlive(command.number("keepalive"))
                .sessionExpiryInterval(again ? Duration.ofHours(1).toSeconds() : 0)
                .restrictions(Mqtt5ConnectRestrictions.builder()
                        .topicAliasMaximum(command.number("alias-maximum"))
                        .build());
        if (!command.of("user").isEmpty()) {
            var login = com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth.builder().username(command.of("user"));
            connect = connect.simpleAuth(
                    command.of("password").isEmpty()
                            ? login.build()
                            : login.password(command.bytes("password")).build());
        }
        if (!command.of("will-topic").isEmpty()) {
            connect = connect.willPublish()
                    .topic(command.of("will-topic"))
                    .payload(command.bytes("will-payload"))
                    .qos(command.qos("will-qos"))
                    .retain(command.number("will-retain") == 1)
                    .applyWillPublish();
        }
        return connect.build();
    }
}
