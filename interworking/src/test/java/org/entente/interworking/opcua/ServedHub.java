// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.Mapping;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.interworking.WholeHub;
import org.entente.interworking.opcua.sample.PlantServer;
import org.entente.interworking.opcua.sample.Pump;
import org.entente.interworking.opcua.server.Hub;
import org.entente.interworking.opcua.server.HubServer;
import org.entente.interworking.opcua.server.HubServerSettings;
import org.entente.model.peer.KeptPort;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Credentials;

/** A pump, the hub that takes it in, and the hub's own server: nothing is in the place of anything. */
final class ServedHub implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String OPERATOR = "CApp";
    static final String READER = "CReader";
    static final String NOBODY = "CNobody";
    static final String NAMESPACE = "urn:entente:devices";
    static final String TARGET = "pump-1/temperature-Pump.TargetTemperature/curT0";
    static final String TEMPERATURE = "pump-1/temperature-Pump.Temperature/curT0";

    private final Path folder;
    private final Credentials credentials;
    private final WholeHub hub;
    private final KeptPort plantPort = new KeptPort();
    private PlantServer<Pump> plant;
    private final HubServer server;
    private int requests;

    ServedHub(Path folder, HubServerSettings settings) throws Exception {
        this.folder = folder;
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
        plant = started();
        hub = WholeHub.start(
                Files.createDirectories(folder.resolve("data")),
                InterworkingSettings.DEFAULT
                        .withOperators(List.of(OPERATOR, settings.originator()))
                        .withReaders(List.of(READER)));
        hub.engine().start();
        var mapping = new MappingReader(Types.ALL).shipped("opcua");
        var sheet = Sheet.of("""
                standard: opcua
                devices: [ { name: pump-1, url: "%s", security: none, every: 50ms } ]
                """.formatted(plant.url()), "pump.yaml");
        hub.engine().attach(new OpcUaAdapter(ServersReader.read(sheet), mapping, Optional.empty(), PATIENCE), mapping);
        var shown = new Hub(
                hub.cse(),
                (aeId, receiver) -> {
                    var _ = hub.entities().attach(aeId, receiver);
                    return List.of();
                },
                Types.ALL,
                Mapping.units(List.of(mapping)),
                Clock.systemUTC());
        server = HubServer.start(
                settings,
                new HubServer.Reception(shown, credentials, OwnKeys.ofServer(trustFolder(), settings.names())));
        awaitPump();
    }

    /** It is complete in the hub before the server finds it there. */
    private void awaitPump() throws Exception {
        var client = client("");
        await().atMost(PATIENCE)
                .until(() -> client.readValue(0, TimestampsToReturn.Both, node(client, TARGET))
                        .statusCode()
                        .isGood());
        client.disconnect();
    }

    static HubServerSettings usual() {
        return HubServerSettings.DEFAULT
                .at("127.0.0.1", 0, List.of())
                .with(Duration.ofMillis(100), HubServerSettings.Bounds.USUAL);
    }

    private PlantServer<Pump> started() throws Exception {
        return PlantServer.start(
                plantPort.number(), PlantServer.OPEN, each -> new Pump(each, new Random(42).nextLong(), said -> {}));
    }

    Path trustFolder() {
        return folder.resolve("opcua-server");
    }

    Pump pump() {
        return plant.scenery();
    }

    void stopPump() {
        plant.close();
    }

    void restartPump() throws Exception {
        plant = started();
    }

    String url() {
        return server.url().toString();
    }

    int port() {
        return server.url().getPort();
    }

    /** Anybody's request to the CSE. */
    synchronized Response send(Request request) {
        return hub.cse().send(request.withId("test-" + ++requests).withPeer(Peer.LOCAL));
    }

    /** The secret by which somebody may speak as an originator. */
    String secret(String originator) {
        return credentials
                .add("of-" + originator + "-" + credentials.list().size(), List.of(originator))
                .reveal();
    }

    /** A file for {@code interworking.mapping-files} that brings this hub in as a device of another. */
    Sheet description(String security, String user) {
        return Sheet.of("""
                standard: opcua
                devices: [ { name: hub, url: "%s", security: %s, every: 50ms, %s } ]
                """.formatted(url(), security, user), "hub.yaml");
    }

    /** Who comes with a name and a secret; empty for nobody in particular. */
    String user(String originator, String secret) throws Exception {
        var file = Files.createTempFile(folder, "password", "");
        Files.writeString(file, secret + "\n");
        return "user: " + originator + ", password-file: " + file;
    }

    /** A client's papers that the server trusts. */
    Papers trustedPapers() throws IOException {
        var own = folder.resolve("client");
        var papers = OwnKeys.in(own);
        trust(trustFolder(), own);
        trust(own, trustFolder());
        return papers;
    }

    private static void trust(Path whom, Path by) throws IOException {
        var trusted = by.resolve("trusted").resolve(whom.getFileName() + ".der");
        Files.copy(whom.resolve("own-certificate.der"), trusted, StandardCopyOption.REPLACE_EXISTING);
    }

    OpcUaClient client(String user) throws Exception {
        var description = description("Basic256Sha256", user);
        return new Door(PATIENCE, Optional.of(trustedPapers()))
                .enter(ServersReader.read(description).all().getFirst());
    }

    static NodeId node(OpcUaClient client, String path) {
        return new NodeId(client.getNamespaceTable().getIndex(NAMESPACE), path);
    }

    @Override
    public void close() {
        server.close();
        hub.close();
        plant.close();
        plantPort.close();
    }
}
