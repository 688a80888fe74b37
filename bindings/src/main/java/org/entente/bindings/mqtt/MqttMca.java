// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Registration;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Ae;
import org.entente.security.Secret;

/**
 * A CSE that is reached over an MQTT broker. The connection comes back by itself when it breaks. Requests of the CSE to
 * whoever has sent one over it come to the entity that stands here. TS-0010. Safe for many threads.
 */
public final class MqttMca implements Mca, AutoCloseable {
    private static final Duration DUPLICATES = Duration.ofMinutes(5);

    private final URI broker;
    private final String cse;
    private final String credential;
    private final Serialization serialization;
    private final Duration timeout;
    private final Station station;

    /**
     * Who stands at this end.
     *
     * @param client the MQTT Client Identifier; {@code A::} and the AE-ID by TS-0010 §6.3.3
     * @param user the MQTT user, for a hub's own broker the credential's name or the originator; empty for none
     * @param secret the MQTT password; empty for none
     */
    public record Identity(String client, Optional<String> user, Optional<Secret> secret) {

        /** Somebody whose credential a hub made, which begins with its name; or who shows none and only says who they are. */
        public static Identity of(String client, String originator, Optional<Secret> secret) {
            var name = secret.flatMap(Login::name);
            return new Identity(client, Optional.of(name.orElse(originator.isEmpty() ? client : originator)), secret);
        }
    }

    /**
     * @param broker such as {@code mqtt://127.0.0.1:1883}; a path stands before the topics
     * @param cseId of the CSE that is asked, such as {@code /id-in}
     * @param timeout for a whole request
     * @param entity takes the CSE's requests, notifications above all
     * @throws IllegalArgumentException if it is no broker's URL
     */
    public MqttMca(
            URI broker,
            String cseId,
            Identity identity,
            Duration timeout,
            Serialization serialization,
            MqttClientConfig config,
            Mca entity) {
        this.broker = broker;
        this.cse = Level.of(cseId);
        this.credential = Level.of(identity.user().orElse(identity.client()));
        this.serialization = serialization;
        this.timeout = timeout;
        var url = BrokerUrl.read(broker)
                .orElseThrow(() -> new IllegalArgumentException(broker + " is no URL such as mqtt://127.0.0.1:1883"));
        var login = new Login(identity.client(), identity.user(), identity.secret(), false);
        var intake = new Intake(
                (request, _, _, _) -> entity.send(request), Overload.atAnyRate(), Lanes.Limits.DEFAULT, DUPLICATES);
        this.station = new Station(
                InetSocketAddress.createUnresolved(url.host(), url.port()),
                url.isSecure(),
                url.prefix(),
                login,
                config,
                intake);
    }

    @Override
    public Response send(Request request) {
        var topic = topic(request);
        return switch (station.send(topic, request, listening(topic), timeout)) {
            case Delivery.Answered(var response) -> answered(request, response);
            case Delivery.Unreachable(var reason) -> notReached(request, reason);
            case Delivery.Awaited(var _, var reason) -> notReached(request, reason);
            case Delivery.Undeliverable(var reason) -> notReached(request, reason);
        };
    }

    /** Who got its AE-ID just now is notified under it. */
    private Response answered(Request request, Response response) {
        if (response.isSuccess()) Registration.names(request, response).forEach(name -> listenAs(Level.of(name)));
        return response;
    }

    /** Who has no identifier yet registers under the name of its credential. TS-0010 §6.4.4 */
    private Topic topic(Request request) {
        var from = Level.of(request.from());
        boolean isNameless = request.operation() == Operation.CREATE
                && request.type() == Ae.TYPE.number()
                && (from.isEmpty() || from.equals("C") || from.equals("S"));
        return isNameless || from.isEmpty()
                ? Topic.registration(station.prefix(), credential, cse, serialization)
                : Topic.request(station.prefix(), from, cse, serialization);
    }

    /** Before the first request, so that no notice can come earlier; the station subscribes once. */
    private CompletableFuture<Void> listening(Topic topic) {
        return topic.kind() == Topic.Kind.REQUEST
                ? station.listenAsEntity(topic.originator())
                : CompletableFuture.completedFuture(null);
    }

    private void listenAs(String originator) {
        try {
            station.listenAsEntity(originator).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Notices come once the subscription stands.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Response notReached(Request request, String reason) {
        return Response.of(
                request, new Refused(ResultCode.TARGET_NOT_REACHABLE, broker + " gave no answer: " + reason));
    }

    @Override
    public void close() {
        station.close();
    }
}
