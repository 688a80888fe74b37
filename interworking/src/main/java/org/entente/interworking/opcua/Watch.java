// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.entente.interworking.Pace;
import org.entente.interworking.opcua.Plant.Variable;
import org.entente.interworking.opcua.Servers.Server;
import org.entente.model.Value;

/**
 * What the server is asked to report by itself: a subscription with a monitored item for each point, that samples and
 * keeps silent as the point's pace says. OPC 10000-4 §5.13, §5.14. Safe for many threads.
 */
final class Watch {
    private final OpcUaSubscription subscription;
    private final Server server;
    private final Plant plant;
    private final Report report;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Pace> wanted = new HashMap<>();
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, Told> told = new HashMap<>();
    private boolean created;

    private record Item(OpcUaMonitoredItem item, Pace pace) {}

    private record Told(Value value, long atNanos) {}

    /** Hears what the server reports; returns at once. */
    interface Report {
        /** What a value is for us; empty if it is none, which has been complained of. */
        Optional<Value> value(String path, DataValue value);

        void changed(Map<String, Value> values);

        /** The server no longer keeps to what it promised. */
        void ended(String reason);
    }

    Watch(OpcUaClient client, Server server, Plant plant, Report report) {
        this.server = server;
        this.plant = plant;
        this.report = report;
        this.subscription = new Samples().subscription(client, server);
    }

    /** @return whom the server does not watch, and why */
    Map<String, String> observe(String path, Pace pace) throws UaException {
        lock.lock();
        try {
            if (!created) subscription.create();
            created = true;
            wanted.put(path, pace);
            return adapt(path);
        } finally {
            lock.unlock();
        }
    }

    void unobserve(String path) {
        lock.lock();
        try {
            wanted.remove(path);
            adapt(path);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody observes any more; the session lasts. */
    void end() throws UaException {
        lock.lock();
        try {
            if (created) subscription.delete();
            created = false;
        } finally {
            lock.unlock();
        }
    }

    /** Brings the items of a part or a point in line with what is wanted. */
    private Map<String, String> adapt(String path) {
        var refused = new LinkedHashMap<String, String>();
        var fresh = new ArrayList<String>();
        var old = new ArrayList<OpcUaMonitoredItem>();
        for (var point : plant.readable(path)) {
            var pace = pace(point);
            var item = Optional.ofNullable(items.get(point));
            if (item.map(Item::pace).equals(pace)) continue;
            item.ifPresent(each -> old.add(each.item()));
            items.remove(point);
            pace.ifPresent(_ -> fresh.add(point));
        }
        if (!old.isEmpty()) {
            subscription.removeMonitoredItems(old);
            subscription.deleteMonitoredItems();
        }
        var unfiltered = create(fresh, true, refused);
        if (!unfiltered.isEmpty()) create(unfiltered, false, refused);
        return refused;
    }

    /** @return what the server would watch without a filter */
    private List<String> create(List<String> points, boolean filtered, Map<String, String> refused) {
        for (var point : points) {
            var pace = pace(point).orElse(Pace.FREE);
            var item = item(point, pace, filtered);
            items.put(point, new Item(item, pace));
            subscription.addMonitoredItem(item);
        }
        var again = new ArrayList<String>();
        for (var result :
                subscription.createMonitoredItems(each -> each.getCreateResult().isEmpty())) {
            if (result.isGood()) continue;
            var point = String.valueOf(result.monitoredItem().getUserObject().orElse(""));
            var status = result.operationResult().orElse(result.serviceResult());
            subscription.removeMonitoredItem(result.monitoredItem());
            items.remove(point);
            if (filtered && result.monitoredItem().getFilter() != null) again.add(point);
            else refused.put(point, Words.of(status));
        }
        return again;
    }

    private OpcUaMonitoredItem item(String point, Pace pace, boolean filtered) {
        var variable = plant.variable(point).orElseThrow();
        var item = OpcUaMonitoredItem.newDataItem(variable.node());
        item.setSamplingInterval((double) pace.least().orElse(server.every()).toMillis());
        // Only the newest value counts, so a slow reader makes no queue at the server.
        item.setQueueSize(uint(1));
        item.setUserObject(point);
        if (filtered && isDeadband(pace, variable))
            item.setFilter(deadband(pace.step().orElseThrow()));
        return item;
    }

    /** A line that is crossed by less than the step would be hidden by the server's own filter. */
    private static boolean isDeadband(Pace pace, Variable variable) {
        return variable.form().isNumber()
                && pace.step().isPresent()
                && pace.above().isEmpty()
                && pace.below().isEmpty();
    }

    /** The server reports what exceeds it; a step reports what reaches it. [OPC 10000-4 §7.22.2] */
    private static DataChangeFilter deadband(double step) {
        return new DataChangeFilter(
                DataChangeTrigger.StatusValue, uint(DeadbandType.Absolute.getValue()), Math.nextDown(step));
    }

    /** A point's own wish goes before that of its part. */
    private Optional<Pace> pace(String point) {
        return Optional.ofNullable(wanted.get(point))
                .or(() -> Optional.ofNullable(wanted.get(point.substring(0, point.lastIndexOf('/')))));
    }

    /** Tells again what has been silent for longer than its pace allows. */
    void remind() {
        var again = new LinkedHashMap<String, Value>();
        lock.lock();
        try {
            long now = System.nanoTime();
            for (var point : items.keySet()) {
                var last = told.get(point);
                var most = pace(point).flatMap(Pace::most);
                if (last == null
                        || most.isEmpty()
                        || now - last.atNanos() < most.get().toNanos()) continue;
                again.put(point, last.value());
                told.put(point, new Told(last.value(), now));
            }
        } finally {
            lock.unlock();
        }
        if (!again.isEmpty()) report.changed(again);
    }

    private void heard(List<OpcUaMonitoredItem> heard, List<DataValue> values) {
        var news = new LinkedHashMap<String, Value>();
        lock.lock();
        try {
            for (int i = 0; i < heard.size(); i++) {
                var point = String.valueOf(heard.get(i).getUserObject().orElse(""));
                report.value(point, values.get(i))
                        .filter(value -> isNews(point, value))
                        .ifPresent(value -> {
                            told.put(point, new Told(value, System.nanoTime()));
                            news.put(point, value);
                        });
            }
        } finally {
            lock.unlock();
        }
        if (!news.isEmpty()) report.changed(news);
    }

    /** Keeps to a pace that the server was not asked for or did not take. */
    private boolean isNews(String point, Value value) {
        var last = told.get(point);
        var pace = pace(point).orElse(Pace.FREE);
        return last == null || pace.isFree() || pace.isReported(last.value(), value);
    }

    private final class Samples extends Ear {
        Samples() {
            super(report::ended);
        }

        @Override
        public void onDataReceived(OpcUaSubscription from, List<OpcUaMonitoredItem> monitored, List<DataValue> values) {
            heard(monitored, values);
        }
    }
}
