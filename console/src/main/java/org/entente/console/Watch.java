// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Subscription;

/**
 * One resource that pages of one originator look at: by one subscription of that originator, or by asking again and
 * again if it may not subscribe. Safe for many threads.
 */
final class Watch {
    private static final int PATIENCE_WHEN_REFUSED = 5;
    private static final int CHILDREN_COMPARED = 200;
    /** Updated, deleted, child created, child deleted. TS-0004 §6.3.4.2.19 */
    private static final List<Long> EVENTS = List.of(1L, 2L, 3L, 4L);

    private static final long UPDATED = 1;
    private static final String REFUSED = "rsc";

    private final String address;
    private final Visitor visitor;
    private final Watches watches;
    private final Set<Stream> listeners = new CopyOnWriteArraySet<>();

    /** Held while the CSE is asked, so that two pages do not subscribe twice; a notice never takes it. */
    private final ReentrantLock lock = new ReentrantLock();

    private Way way = Way.Idle.IDLE;

    /** How the watch learns of changes. */
    private sealed interface Way {
        enum Idle implements Way {
            IDLE
        }

        /** @param renewal when to prolong it, by {@link System#nanoTime} */
        record Subscribed(String ri, long renewal) implements Way {}

        /** @param next when to ask again, by {@link System#nanoTime} */
        record Asking(Value.Fields last, long next) implements Way {}

        enum Ended implements Way {
            ENDED
        }
    }

    Watch(String address, Visitor visitor, Watches watches) {
        this.address = address;
        this.visitor = visitor;
        this.watches = watches;
    }

    String address() {
        return address;
    }

    Visitor visitor() {
        return visitor;
    }

    /** @return false if the watch has ended meanwhile */
    boolean join(Stream stream) {
        lock.lock();
        try {
            if (way == Way.Ended.ENDED) return false;
            listeners.add(stream);
            if (way == Way.Idle.IDLE) begin(Value.Fields.EMPTY);
            else stream.offer(watching());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether nobody is left, so that the watch has ended */
    boolean leave(Stream stream) {
        lock.lock();
        try {
            listeners.remove(stream);
            if (!listeners.isEmpty() || way == Way.Ended.ENDED) return false;
            if (way instanceof Way.Subscribed(var ri, var _)) {
                watches.forget(ri);
                watches.send(Request.delete(ri, visitor.originator()), visitor);
            }
            way = Way.Ended.ENDED;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Renews or asks again if it is time; whoever comes while another is at it goes on. */
    void tend() {
        if (!lock.tryLock()) return;
        try {
            switch (way) {
                case Way.Idle _, Way.Ended _ -> {}
                case Way.Subscribed(var ri, var renewal) -> {
                    if (System.nanoTime() - renewal > 0) renew(ri);
                }
                case Way.Asking(var last, var next) -> {
                    if (System.nanoTime() - next > 0) askAgain(last);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the content of a notice. TS-0004 §7.5.1.2.2 */
    void noticed(Value.Fields event) {
        var kind = event.find("net").orElse(Value.of(UPDATED));
        publish(
                "notice",
                about().with("net", kind).with("rep", event.find("rep").orElse(Value.Fields.EMPTY)));
    }

    /** @param last what was heard when it was asked last */
    private void begin(Value.Fields last) {
        var criteria =
                Value.field("net", Value.of(EVENTS.stream().map(Value::of).toList()));
        var subscription = Value.field("rn", Value.of("console-" + watches.mark()))
                .with("nu", Value.texts(List.of(watches.receiver())))
                .with("enc", criteria)
                .with("et", expiry());
        var made = watches.send(
                Request.create(
                        address,
                        visitor.originator(),
                        Subscription.TYPE.number(),
                        Value.field(Subscription.TYPE.root(), subscription)),
                visitor);
        var ri = ri(made);
        if (ri.isEmpty()) {
            ask(last);
            return;
        }
        watches.remember(ri, this);
        way = new Way.Subscribed(ri, System.nanoTime() + watches.lease().toNanos() / 2);
        // What changed before the notices could find their way here is seen by whoever reads now.
        publish(watching());
    }

    private void renew(String ri) {
        var update = Value.field(Subscription.TYPE.root(), Value.field("et", expiry()));
        var renewed = watches.send(Request.update(ri, visitor.originator(), update), visitor);
        if (renewed.isSuccess()) {
            way = new Way.Subscribed(ri, System.nanoTime() + watches.lease().toNanos() / 2);
            return;
        }
        watches.forget(ri);
        begin(Value.Fields.EMPTY);
    }

    /** What could not even be read may be there by now, or open, and is worth a subscription. */
    private void askAgain(Value.Fields last) {
        if (last.find(REFUSED).isPresent()) begin(last);
        else ask(last);
    }

    private void ask(Value.Fields last) {
        var nearest = new FilterCriteria(Value.field("lvl", Value.of(1)).with("lim", Value.of(CHILDREN_COMPARED)));
        var found = watches.send(
                Request.retrieve(address, visitor.originator())
                        .with(ResultContent.ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES)
                        .withFilter(nearest),
                visitor);
        var now = found.isSuccess()
                ? compared(found.content())
                : Value.field(REFUSED, Value.of(found.code().number()));
        var wait = watches.askEvery().multipliedBy(found.isSuccess() ? 1 : PATIENCE_WHEN_REFUSED);
        way = new Way.Asking(now, System.nanoTime() + wait.toNanos());
        if (now.equals(last)) return;
        if (!found.isSuccess())
            publish(
                    "refused",
                    about().with("code", Value.of(found.code().number())).with("sentence", Value.of(found.sentence())));
        else if (last.members().isEmpty() || last.find(REFUSED).isPresent()) publish(watching());
        else publish("notice", about().with("net", Value.of(UPDATED)).with("rep", Value.Fields.EMPTY));
    }

    /** Without the time of the CSE, which is another in each answer. */
    private static Value.Fields compared(Value.Fields content) {
        var base = content.find("m2m:cb");
        if (base.isEmpty() || !(base.get() instanceof Value.Fields(var members))) return content;
        var rest = new LinkedHashMap<>(members);
        rest.remove("ctm");
        return new Value.Fields(rest);
    }

    private Value expiry() {
        return Value.of(Timestamp.text(watches.now().plus(watches.lease())));
    }

    private static String ri(Response made) {
        if (!made.isSuccess()) return "";
        return made.content().find(Subscription.TYPE.root()).orElse(Value.Fields.EMPTY) instanceof Value.Fields fields
                ? fields.text("ri").orElse("")
                : "";
    }

    private byte[] watching() {
        var by = way instanceof Way.Subscribed ? "subscription" : "asking";
        return watches.event("watching", about().with("by", Value.of(by)));
    }

    private Value.Fields about() {
        return Value.field("address", Value.of(address));
    }

    private void publish(String name, Value.Fields data) {
        publish(watches.event(name, data));
    }

    private void publish(byte[] event) {
        for (var listener : listeners) listener.offer(event);
    }
}
