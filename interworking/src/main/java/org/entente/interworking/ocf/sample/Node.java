// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf.sample;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.entente.codec.Cbor;
import org.entente.interworking.ocf.Options;
import org.entente.model.Refused;
import org.entente.model.Value;

/** A resource with its properties. Safe for many threads. */
final class Node extends CoapResource {
    private final List<String> types;
    private final boolean writable;
    private final Consumer<Value.Fields> heard;
    /** Volatile: the clock and requests write it. */
    private volatile Value properties;

    /** @param heard is told what somebody wrote */
    Node(String name, List<String> types, Value properties, boolean writable, Consumer<Value.Fields> heard) {
        super(name);
        this.types = types;
        this.properties = properties;
        this.writable = writable;
        this.heard = heard;
        setObservable(true);
    }

    static Node fixed(String name, List<String> types, Value properties) {
        return new Node(name, types, properties, false, _ -> {});
    }

    Value properties() {
        return properties;
    }

    void become(Value now) {
        properties = now;
        changed();
    }

    /** As the device lists it: observable and discoverable. OCF Core §7.8.2 */
    Value.Fields link(String anchor, List<String> endpoints) {
        var eps = endpoints.stream()
                .map(each -> Value.field("ep", Value.of(each)))
                .toList();
        return Value.field("anchor", Value.of(anchor))
                .with("href", Value.of(getURI()))
                .with("rt", Value.texts(types))
                .with("if", Value.texts(List.of(writable ? "oic.if.a" : "oic.if.s", "oic.if.baseline")))
                .with("p", Value.field("bm", Value.of(3)))
                .with("eps", Value.of(eps));
    }

    @Override
    public void handleGET(CoapExchange exchange) {
        var response = new Response(ResponseCode.CONTENT);
        Options.carry(response, Options.OCF_CBOR, Cbor.STRICT.write(properties));
        exchange.respond(response);
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
        if (!writable) {
            exchange.respond(ResponseCode.METHOD_NOT_ALLOWED);
            return;
        }
        try {
            var given = Cbor.STRICT.readObject(exchange.getRequestPayload());
            var now = (Value.Fields) properties;
            for (var each : given.members().entrySet()) now = now.with(each.getKey(), each.getValue());
            heard.accept(given);
            become(now);
            exchange.respond(ResponseCode.CHANGED);
        } catch (Refused malformed) {
            exchange.respond(ResponseCode.BAD_REQUEST, malformed.sentence());
        }
    }
}
