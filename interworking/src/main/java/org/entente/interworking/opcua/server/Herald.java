// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.GeneralModelChangeEventTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.ModelChangeStructureDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells by an event of the server which devices have come and gone. OPC 10000-3 §9.32. */
record Herald(OpcUaServer server, InstantSource clock, AtomicLong told) {
    private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
    private static final int SEVERITY = 1;

    /** The bits of a change. OPC 10000-5 §12.16. */
    enum Change {
        ADDED(1),
        DELETED(2);

        private final int verb;

        Change(int verb) {
            this.verb = verb;
        }
    }

    void tell(NodeId device, Change change) {
        try {
            var id = "events/" + clock.millis() + "-" + told.incrementAndGet();
            var event = (GeneralModelChangeEventTypeNode) server.getEventFactory()
                    .createEvent(new NodeId(device.getNamespaceIndex(), "/" + id), NodeIds.GeneralModelChangeEventType);
            var now = new DateTime(clock.instant());
            event.setEventId(ByteString.of(id.getBytes(StandardCharsets.US_ASCII)));
            event.setEventType(NodeIds.GeneralModelChangeEventType);
            event.setSourceNode(NodeIds.Server);
            event.setSourceName("Server");
            event.setTime(now);
            event.setReceiveTime(now);
            event.setMessage(LocalizedText.english("devices have changed"));
            event.setSeverity(Unsigned.ushort(SEVERITY));
            event.setChanges(new ModelChangeStructureDataType[] {
                new ModelChangeStructureDataType(device, NodeIds.BaseObjectType, Unsigned.ubyte(change.verb))
            });
            server.getEventNotifier().fire(event);
            event.delete();
        } catch (UaException e) {
            LOG.debug("no event tells that node={} changed: {}", device, e.getStatusCode());
        }
    }
}
