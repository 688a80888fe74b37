// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.entente.interworking.opcua.Servers.Server;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server tells by events: always that its address space is another now, and what else happens while somebody
 * listens. OPC 10000-4 §5.13.1.2. Safe for many threads.
 */
final class Bulletin {
    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);
    private static final int LONGEST_QUEUE = 100;
    /** Names the item that hears of changes; no notifier is called so. */
    private static final String MODEL = "";

    private static final Variant[] NOTHING = {};

    private static final Set<NodeId> CHANGES =
            Set.of(NodeIds.BaseModelChangeEventType, NodeIds.GeneralModelChangeEventType);
    /** Stand around the conditions that a refresh tells. */
    private static final Set<NodeId> BRACKETS = Set.of(NodeIds.RefreshStartEventType, NodeIds.RefreshEndEventType);

    private final OpcUaClient client;
    private final Server server;
    private final EventFields fields;
    private final Reader reader;
    private final OpcUaSubscription subscription;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, OpcUaMonitoredItem> items = new HashMap<>();
    private boolean created;

    /** Hears what is told; returns at once. */
    interface Reader {
        void happened(String notifier, Value.Fields event);

        /** The server offers something else now. */
        void altered();

        void ended(String reason);
    }

    Bulletin(OpcUaClient client, Server server, EventFields fields, Reader reader) {
        this.client = client;
        this.server = server;
        this.fields = fields;
        this.reader = reader;
        this.subscription = new Events().subscription(client, server);
    }

    /** A server that cannot tell is none the worse: it is looked at with the next connection. [OPC 10000-3 §9.32] */
    void awaitChanges() {
        try {
            var filter = EventFields.typeOnly(client.getStaticEncodingContext(), NodeIds.BaseModelChangeEventType);
            observe(MODEL, NodeIds.Server, filter)
                    .ifPresent(error -> LOG.debug("device={} tells no changes of itself: {}", server.name(), error));
        } catch (UaException failed) {
            LOG.debug("device={} tells no changes of itself: {}", server.name(), Words.of(failed));
        }
    }

    /** @return why the server does not tell; empty if it does */
    Optional<String> observe(String path, NodeId notifier) throws UaException {
        return observe(path, notifier, fields.filter());
    }

    private Optional<String> observe(String path, NodeId notifier, EventFilter filter) throws UaException {
        lock.lock();
        try {
            if (items.containsKey(path)) return Optional.empty();
            if (!created) subscription.create();
            created = true;
            var item = OpcUaMonitoredItem.newEventItem(notifier, filter);
            item.setQueueSize(uint(LONGEST_QUEUE));
            item.setUserObject(path);
            subscription.addMonitoredItem(item);
            for (var result : subscription.createMonitoredItems(
                    each -> each.getCreateResult().isEmpty()))
                if (!result.isGood()) {
                    subscription.removeMonitoredItem(item);
                    return Optional.of(Words.of(result.operationResult().orElse(result.serviceResult())));
                }
            items.put(path, item);
            if (!path.equals(MODEL)) refresh(item);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What is active already is told to who begins to listen, by servers that can. [OPC 10000-9 §5.5.8] */
    private void refresh(OpcUaMonitoredItem item) {
        var where = new Variant[] {
            Variant.of(subscription.getSubscriptionId().orElse(uint(0))),
            Variant.of(item.getMonitoredItemId().orElse(uint(0)))
        };
        try {
            var _ = client.call(List.of(
                    new CallMethodRequest(NodeIds.ConditionType, NodeIds.ConditionType_ConditionRefresh2, where)));
        } catch (UaException failed) {
            LOG.debug("device={} tells no earlier conditions: {}", server.name(), Words.of(failed));
        }
    }

    /** @return whether it was told */
    boolean unobserve(String path) {
        lock.lock();
        try {
            var item = Optional.ofNullable(items.remove(path));
            item.ifPresent(each -> {
                subscription.removeMonitoredItem(each);
                subscription.deleteMonitoredItems();
            });
            return item.isPresent();
        } finally {
            lock.unlock();
        }
    }

    private void heard(String path, Variant[] told) {
        var type = EventFields.type(told);
        if (path.equals(MODEL)) {
            // Not every server keeps to the filter.
            if (type.filter(CHANGES::contains).isPresent()) reader.altered();
        } else if (type.filter(BRACKETS::contains).isEmpty()) {
            var event = fields.event(told);
            if (!event.members().isEmpty()) reader.happened(path, event);
        }
    }

    private final class Events extends Ear {
        Events() {
            super(reader::ended);
        }

        @Override
        public void onEventReceived(OpcUaSubscription from, List<OpcUaMonitoredItem> heard, List<Variant[]> events) {
            for (int i = 0; i < heard.size(); i++)
                heard(
                        String.valueOf(heard.get(i).getUserObject().orElse(MODEL)),
                        Objects.requireNonNullElse(events.get(i), NOTHING));
        }
    }
}
