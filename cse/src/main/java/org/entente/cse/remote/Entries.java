// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.remote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.View;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** The two remoteCSEs of a registration: this CSE's at the registrar, and the registrar's here. TS-0001 §9.6.4. */
final class Entries {
    static final Attribute BELOW = Attributes.DCSE;

    private final Identity identity;
    private final RegistrationSettings settings;
    private final List<String> pointsOfAccess;
    private final Neighbours neighbours;

    Entries(Identity identity, RegistrationSettings settings, List<String> pointsOfAccess) {
        this.identity = identity;
        this.settings = settings;
        this.pointsOfAccess = List.copyOf(pointsOfAccess);
        this.neighbours =
                new Neighbours(identity, Optional.of(settings.registrar().cse()));
    }

    /** Where a registrar that names as we do keeps our registration. */
    String usualAddress() {
        var self = identity.outward(identity.cseId(), settings.registrar().cse());
        return settings.registrar().cse() + "/" + RemoteCseProcedure.identifier(self);
    }

    boolean isRegistrar(Resource remote) {
        return remote.text(Attributes.CSI).filter(neighbours::isRegistrar).isPresent();
    }

    /** This CSE as the registrar is to know it. */
    Value.Fields own(View view, Instant now) {
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.CST, Value.of(identity.cseType()));
        put(all, Attributes.CSI, Value.of(self()));
        put(all, Attributes.CB, Value.of(self() + "/" + identity.name()));
        changing(view).forEach(all::put);
        put(all, Attributes.ET, Value.of(Timestamp.text(now.plus(settings.lifetime()))));
        all.values().removeIf(value -> value == Value.Deleted.DELETED);
        return new Value.Fields(all);
    }

    /** What has to be told anew of a registration that is still there. */
    Value.Fields changes(Value.Fields there, View view, Instant now) {
        var changes = new LinkedHashMap<String, Value>();
        changing(view).forEach((name, value) -> {
            var known = there.find(name);
            boolean same = value == Value.Deleted.DELETED
                    ? known.isEmpty()
                    : known.filter(each -> unordered(each).equals(unordered(value)))
                            .isPresent();
            if (!same) changes.put(name, value);
        });
        if (endsSoon(there.text(Attributes.ET.shortName()), now))
            put(changes, Attributes.ET, Value.of(Timestamp.text(now.plus(settings.lifetime()))));
        return new Value.Fields(changes);
    }

    private static Object unordered(Value value) {
        return value instanceof Value.Items(var values) ? Set.copyOf(values) : value;
    }

    private boolean endsSoon(Optional<String> et, Instant now) {
        return et.map(Timestamp::parse)
                .filter(end -> end.isBefore(now.plus(settings.lifetime().dividedBy(2))))
                .isPresent();
    }

    private Map<String, Value> changing(View view) {
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.RR, Value.of(!pointsOfAccess.isEmpty()));
        put(all, Attributes.POA, texts(pointsOfAccess));
        put(all, Attributes.SRV, Value.texts(identity.releases()));
        put(all, BELOW, texts(below(view)));
        return all;
    }

    /** All CSEs that are registered here, and those below them. */
    private List<String> below(View view) {
        var below = new TreeSet<String>();
        for (var each : view.children(identity.baseId(), RemoteCse.TYPE.number())) {
            var csi = each.text(Attributes.CSI).orElse("");
            if (isRegistrar(each) || Identity.isForeign(csi)) continue;
            below.add(csi);
            below.addAll(each.texts(BELOW));
        }
        return List.copyOf(below);
    }

    /** Keeps what this CSE knows of its registrar. TS-0001 §10.2.2.7 steps 004 to 008 */
    void keep(Talk talk, Desk desk) {
        var known = neighbours.known(settings.registrar().cse(), desk.view());
        var now = desk.now();
        if (known.isPresent() && !endsSoon(known.get().text(Attributes.ET), now)) return;
        var end = Value.of(Timestamp.text(now.plus(settings.lifetime())));
        var base = talk.base();
        var content = registrar(base).with(Attributes.ET.shortName(), end);
        var root = RemoteCse.TYPE.root();
        var request = known.isPresent()
                ? Request.update(known.get().ri(), identity.cseId(), Value.field(root, content))
                : Request.create(
                        identity.baseId(),
                        identity.cseId(),
                        RemoteCse.TYPE.number(),
                        Value.field(root, identified(content, base)));
        var response = desk.send(request.withPeer(Peer.CSE));
        if (!response.isSuccess()) throw new Talk.Failed("it cannot be written down here: " + response.sentence());
    }

    private Value.Fields identified(Value.Fields content, Value.Fields base) {
        var name = base.text(Attributes.RN.shortName()).map(rn -> "/" + rn).orElse("");
        var all = content.with(
                        Attributes.CSI.shortName(),
                        Value.of(settings.registrar().cse()))
                .with(Attributes.CB.shortName(), Value.of(settings.registrar().cse() + name));
        return base.find(Attributes.CST.shortName())
                .map(type -> all.with(Attributes.CST.shortName(), type))
                .orElse(all);
    }

    private Value.Fields registrar(Value.Fields base) {
        var points = new ArrayList<String>(List.of(settings.registrar().url()));
        if (base.find(Attributes.POA.shortName()).orElse(null) instanceof Value.Items(var given))
            for (var each : given)
                if (each instanceof Value.Text(var point) && !points.contains(point)) points.add(point);
        var releases = base.find(Attributes.SRV.shortName()).orElse(Value.texts(identity.releases()));
        var told = Value.field(Attributes.RR.shortName(), Value.of(true))
                .with(Attributes.POA.shortName(), Value.texts(points))
                .with(Attributes.SRV.shortName(), releases);
        var taken = serializations(base);
        return taken.isEmpty() ? told : told.with(Attributes.CSZ.shortName(), Value.of(taken));
    }

    /** What a registrar takes that says it in the words of TS-0004; one that says something else is still a registrar. */
    private static List<Value> serializations(Value.Fields base) {
        return base.find(Attributes.CSZ.shortName()).orElse(null) instanceof Value.Items(var given)
                ? given.stream().filter(Scalar.SERIALIZATION::takes).toList()
                : List.of();
    }

    void forget(Desk desk) {
        neighbours
                .known(settings.registrar().cse(), desk.view())
                .ifPresent(known ->
                        desk.send(Request.delete(known.ri(), identity.cseId()).withPeer(Peer.CSE)));
    }

    private String self() {
        return identity.outward(identity.cseId(), settings.registrar().cse());
    }

    private static Value texts(List<String> texts) {
        return texts.isEmpty() ? Value.Deleted.DELETED : Value.texts(texts);
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }
}
