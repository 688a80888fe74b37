// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.EventFilterBuilder;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.entente.interworking.opcua.Servers.Server;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server tells by events: that its address space is another now, and whatever else happens in the plant. OPC
 * 10000-3 §9, OPC 10000-5 §6.4.2.
 */
final class Bulletin {
    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);
    private static final int LONGEST_QUEUE = 100;
    private static final String TYPE = "EventType";
    private static final List<String> FIELDS = List.of(TYPE, "SourceName", "Time", "Message", "Severity");
    private static final Set<NodeId> CHANGES =
            Set.of(NodeIds.BaseModelChangeEventType, NodeIds.GeneralModelChangeEventType);

    private final Values values;
    private final Reader reader;

    /** Hears what is told; returns at once. */
    record Reader(Consumer<Value.Fields> event, Runnable change, Consumer<String> complaint) {}

    Bulletin(Values values, Reader reader) {
        this.values = values;
        this.reader = reader;
    }

    /** A server without events is none the worse. */
    void read(OpcUaClient client, Server server) {
        var filter = new EventFilterBuilder();
        for (var field : FIELDS) filter.select(NodeIds.BaseEventType, new QualifiedName(0, field));
        var item = OpcUaMonitoredItem.newEventItem(NodeIds.Server, filter.build());
        item.setQueueSize(uint(LONGEST_QUEUE));
        var subscription =
                new OpcUaSubscription(client, (double) server.every().toMillis());
        subscription.setSubscriptionListener(new Ear());
        subscription.addMonitoredItem(item);
        try {
            subscription.create();
            for (var result : subscription.createMonitoredItems(_ -> true))
                if (!result.isGood()) LOG.debug("device={} tells no events: {}", server.name(), result.serviceResult());
        } catch (UaException failed) {
            LOG.debug("device={} tells no events: {}", server.name(), Words.of(failed));
        }
    }

    private void heard(Variant[] fields) {
        if (fields.length > 0 && fields[0].value() instanceof NodeId type && CHANGES.contains(type)) {
            reader.change().run();
            return;
        }
        try {
            var event = Value.Fields.EMPTY;
            for (int i = 0; i < Math.min(fields.length, FIELDS.size()); i++) {
                var value = values.of(fields[i], "an event's " + FIELDS.get(i));
                if (value.isPresent()) event = event.with(FIELDS.get(i), value.get());
            }
            reader.event().accept(event);
        } catch (Refused tooLarge) {
            reader.complaint().accept(tooLarge.sentence());
        }
    }

    /** On the library's thread. */
    private final class Ear implements OpcUaSubscription.SubscriptionListener {
        @Override
        public void onEventReceived(OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<Variant[]> events) {
            events.forEach(Bulletin.this::heard);
        }
    }
}
