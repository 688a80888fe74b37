// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.entente.interworking.Notice;
import org.entente.interworking.Tree;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens to which resource. A resource is subscribed to while somebody does, so that its device is observed no
 * longer than that; a notification only says that there is something to read. OPC 10000-4 §5.13. Safe for many threads.
 */
final class Audience implements Mca {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
    private static final String NAME = "opcua-server-watch";

    private final Tree tree;
    private final Desk desk;
    private final Guests guests;
    /** Guards who sits where. */
    private final ReentrantLock seating = new ReentrantLock();

    private final Map<DataItem, Optional<Row>> items = new ConcurrentHashMap<>();
    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final Map<String, Row> bySubscription = new ConcurrentHashMap<>();

    /** Those who listen to one resource. */
    private static final class Row {
        private final String address;
        private final Map<DataItem, Point> seats = new ConcurrentHashMap<>();
        /** Values are told in the order in which they were read. */
        private final ReentrantLock telling = new ReentrantLock();

        private Row(String address) {
            this.address = address;
        }
    }

    Audience(Tree tree, Desk desk, Guests guests) {
        this.tree = tree;
        this.desk = desk;
        this.guests = guests;
    }

    void joined(List<DataItem> come, Function<NodeId, Optional<Point>> points) {
        come.forEach(item -> items.putIfAbsent(item, Optional.empty()));
        seat(come, points);
    }

    boolean has(DataItem item) {
        return items.containsKey(item);
    }

    void left(List<DataItem> gone) {
        seating.lock();
        try {
            for (var item : gone) {
                leave(item);
                items.remove(item);
            }
        } finally {
            seating.unlock();
        }
    }

    /** Everybody gets what holds now; devices may have come, gone and become reachable. */
    void seatAll(Function<NodeId, Optional<Point>> points) {
        seat(List.copyOf(items.keySet()), points);
    }

    private void seat(List<DataItem> some, Function<NodeId, Optional<Point>> points) {
        var touched = new HashMap<String, Row>();
        seating.lock();
        try {
            for (var item : some) {
                if (!items.containsKey(item)) continue;
                var point = points.apply(item.getReadValueId().getNodeId());
                if (point.isEmpty()) {
                    leave(item);
                    item.setValue(desk.none(new StatusCode(StatusCodes.Bad_NodeIdUnknown)));
                } else {
                    var row = take(item, point.get());
                    touched.put(row.address, row);
                }
            }
            touched.values().forEach(this::subscribe);
        } finally {
            seating.unlock();
        }
        touched.values().forEach(this::tell);
    }

    private Row take(DataItem item, Point point) {
        var before = items.getOrDefault(item, Optional.empty());
        if (before.filter(row -> !row.address.equals(point.address())).isPresent()) leave(item);
        var row = rows.computeIfAbsent(point.address(), Row::new);
        row.seats.put(item, point);
        items.put(item, Optional.of(row));
        return row;
    }

    private void leave(DataItem item) {
        items.replace(item, Optional.empty()).ifPresent(row -> {
            row.seats.remove(item);
            if (row.seats.isEmpty()) close(row);
        });
    }

    private void subscribe(Row row) {
        try {
            var made = tree.keep(
                    row.address,
                    NAME,
                    Subscription.TYPE,
                    Map.of("nu", Value.texts(List.of(guests.settings().originator()))));
            bySubscription.put(made.ri(), row);
        } catch (Refused refused) {
            LOG.debug("resource={} cannot be subscribed to: {}", row.address, refused.sentence());
        }
    }

    private void close(Row row) {
        rows.remove(row.address);
        bySubscription.values().removeIf(each -> each == row);
        var answer = tree.send(
                Request.delete(row.address + "/" + NAME, guests.settings().originator()));
        LOG.debug("resource={} is no longer listened to: {}", row.address, answer.code());
    }

    /** Each reads in the name of its own session. */
    private void tell(Row row) {
        row.telling.lock();
        try {
            var byGuest = row.seats.keySet().stream()
                    .filter(DataItem::isSamplingEnabled)
                    .collect(Collectors.groupingBy(item -> guests.originator(item.getSession())));
            byGuest.forEach((guest, theirs) -> {
                var values = desk.read(Set.copyOf(row.seats.values()), guest);
                for (var item : theirs)
                    Optional.ofNullable(row.seats.get(item)).map(values::get).ifPresent(item::setValue);
            });
        } finally {
            row.telling.unlock();
        }
    }

    /** A notification; what it carries is not looked at, since anybody may claim anything. TS-0004 §7.5.1.2. */
    @Override
    public Response send(Request request) {
        if (request.operation() == Operation.NOTIFY)
            Notice.of(request)
                    .filter(notice -> !notice.verification() && !notice.deletion())
                    .map(Notice::subscription)
                    .map(address -> bySubscription.get(address.substring(address.lastIndexOf('/') + 1)))
                    .ifPresent(this::tell);
        return Response.of(request, ResultCode.OK);
    }
}
