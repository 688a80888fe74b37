// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import org.entente.cse.store.Notice;
import org.entente.cse.store.Write;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Applies writes to one transaction. Updates and new instances wait in memory until somebody asks the tables for more
 * than one resource, so that a parent's counters are written once for many instances. The writer's thread alone.
 */
final class Batch {
    private final Database database;
    private final Pending pending;
    private final Words words;
    private final Packer packer;
    private final Sequence sequence;
    private final Unwritten unwritten;
    private boolean isBegun;

    Batch(Database database, Pending pending, Words words, Packer packer, Sequence sequence) {
        this.database = database;
        this.pending = pending;
        this.words = words;
        this.packer = packer;
        this.sequence = sequence;
        this.unwritten = new Unwritten(database);
    }

    /** @throws Failures.Misfit if the write does not fit what there is */
    void apply(Write write) {
        switch (write) {
            case Write.Created(var resource) -> create(resource);
            case Write.Updated(var _, var after) -> update(after);
            case Write.Deleted(var resource) -> delete(resource);
            case Write.Evicted(var resource) -> delete(resource);
            case Write.Enqueued(var notice) -> enqueue(notice);
            case Write.Dequeued(var notice) ->
                run("DELETE FROM notice WHERE subscription = ? AND number = ?", notice.subscription(), notice.number());
            case Write.Charged(var errand) ->
                run(
                        "INSERT OR REPLACE INTO errand(about, kind, due, details) VALUES (?, ?, ?, ?)",
                        errand.about(),
                        errand.kind(),
                        errand.due(),
                        packer.fields(errand.details()));
            case Write.Discharged(var errand) ->
                run("DELETE FROM errand WHERE about = ? AND kind = ?", errand.about(), errand.kind());
        }
    }

    /** Brings into the tables what waits in memory. */
    void flush() {
        if (unwritten.isEmpty() && !pending.isDirty() && words.isSaved()) return;
        begin();
        unwritten.flush();
        for (var draft : pending.dirty()) {
            var row = draft.present();
            var body = packer.resource(row.resource(), Derived.of(row.resource()));
            if (draft.isWide())
                run(
                        "UPDATE resource SET body = ?, latest = ?, earliest = ?, expires = ? WHERE seq = ?",
                        body,
                        row.latest() == Row.NONE_YET ? null : row.latest(),
                        row.earliest() == Row.NEVER ? null : row.earliest(),
                        nullable(Derived.expires(row.resource())),
                        row.seq());
            else
                run(
                        "UPDATE resource SET body = ?, latest = ? WHERE seq = ?",
                        body,
                        row.latest() == Row.NONE_YET ? null : row.latest(),
                        row.seq());
            draft.written();
        }
        pending.clean();
        words.save(database);
    }

    /** Makes all of it last. */
    void commit() {
        flush();
        if (isBegun) database.run("COMMIT");
        isBegun = false;
        words.committed();
    }

    void rollback() {
        unwritten.clear();
        words.rolledBack();
        if (!isBegun) return;
        isBegun = false;
        try {
            database.run("ROLLBACK");
        } catch (RuntimeException rolledBackAlready) {
            // The database ends a transaction by itself when the disk fails it.
        }
    }

    private void create(Resource resource) {
        if (resource.type().isInstance()) {
            createInstance(resource);
            return;
        }
        if (pending.row(resource.ri()) != null
                || pending.byPath(resource.path()).isPresent()) throw new Failures.Misfit(resource + " exists already");
        var parent = resource.pi().isEmpty() ? null : pending.node(resource.pi());
        long seq = sequence.next();
        run(
                "INSERT INTO resource(seq, ri, parent, at, path, type, created, expires, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                seq,
                resource.ri(),
                parent == null ? 0 : parent.seq(),
                parent == null ? NO_INSTANCE : parent.number(),
                resource.path(),
                resource.type().number(),
                nullable(Derived.created(resource)),
                nullable(Derived.expires(resource)),
                packer.resource(resource, Derived.of(resource)));
        if (parent != null && parent.number() != NO_INSTANCE) sequence.instancesHaveChildren();
        label(resource, seq, NO_INSTANCE);
        pending.created(new Row(seq, Row.NEVER, Row.NONE_YET, resource));
    }

    private void createInstance(Resource instance) {
        var place = Place.of(instance);
        var parent = pending.draft(place.parent());
        if (parent == null) throw new Failures.Misfit("the parent of " + instance + " does not exist");
        var known = parent.instances().get(place.number());
        if (known != null && known.isPresent()) throw new Failures.Misfit(instance + " exists already");
        add(parent, place, instance, true);
    }

    private void add(Draft parent, Place place, Resource instance, boolean isNew) {
        var row = parent.present();
        begin();
        var body = packer.resource(instance, Derived.of(instance, row.resource(), place.number()));
        unwritten.add(row.seq(), place.number(), Derived.created(instance), Derived.expires(instance), body);
        if (!place.names(instance.type(), instance.rn()))
            run("INSERT INTO name(parent, name, number) VALUES (?, ?, ?)", row.seq(), instance.rn(), place.number());
        label(instance, row.seq(), place.number());
        parent.add(place.number(), instance, isNew);
        pending.changed(parent);
    }

    private void update(Resource after) {
        if (after.type().isInstance()) {
            var place = Place.of(after);
            var parent = pending.draft(place.parent());
            if (parent == null || !pending.hasInstance(parent, place.number()))
                throw new Failures.Misfit(after + " does not exist");
            removeInstance(parent, place.number());
            add(parent, place, after, false);
            return;
        }
        var draft = pending.draft(after.ri());
        if (draft == null) throw new Failures.Misfit(after + " does not exist");
        var row = draft.present();
        if (!row.resource().texts(Attributes.LBL).equals(after.texts(Attributes.LBL))) {
            run("DELETE FROM label WHERE seq = ? AND number = ?", row.seq(), NO_INSTANCE);
            label(after, row.seq(), NO_INSTANCE);
        }
        draft.change(after);
        pending.changed(draft);
    }

    private void delete(Resource resource) {
        if (resource.type().isInstance()) {
            var place = Place.of(resource);
            var parent = pending.draft(place.parent());
            if (parent == null) return;
            if (sequence.mayInstancesHaveChildren())
                deleteBelow(parent.present().seq(), place.number());
            if (!place.names(resource.type(), resource.rn()))
                run(
                        "DELETE FROM name WHERE parent = ? AND name = ?",
                        parent.present().seq(),
                        resource.rn());
            if (resource.has(Attributes.LBL))
                run(
                        "DELETE FROM label WHERE seq = ? AND number = ?",
                        parent.present().seq(),
                        place.number());
            removeInstance(parent, place.number());
            return;
        }
        var draft = pending.draft(resource.ri());
        if (draft == null) return;
        long seq = draft.present().seq();
        deleteBelow(seq, null);
        delete(seq, draft.ri(), draft.path(), resource.type().number());
        if (resource.type() == Subscription.TYPE) pending.unsubscribed(resource);
    }

    private void removeInstance(Draft parent, long number) {
        long seq = parent.present().seq();
        if (!unwritten.remove(seq, number)) run("DELETE FROM instance WHERE parent = ? AND number = ?", seq, number);
        parent.remove(number);
        pending.changed(parent);
    }

    private record Node(long seq, String ri, String path, int type) {}

    /** @param at only what is below this instance; null for all */
    private void deleteBelow(long top, @Nullable Long at) {
        flush();
        var waiting = new ArrayDeque<>(below(top, at));
        for (var node = waiting.poll(); node != null; node = waiting.poll()) {
            waiting.addAll(below(node.seq(), null));
            delete(node.seq(), node.ri(), node.path(), node.type());
        }
    }

    private List<Node> below(long seq, @Nullable Long at) {
        var columns = "SELECT seq, ri, path, type FROM resource WHERE parent = ?";
        Database.Reading<Node> node =
                row -> new Node(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4));
        return at == null ? database.list(columns, node, seq) : database.list(columns + " AND at = ?", node, seq, at);
    }

    private void delete(long seq, String ri, String path, int type) {
        run("DELETE FROM instance WHERE parent = ?", seq);
        run("DELETE FROM name WHERE parent = ?", seq);
        run("DELETE FROM label WHERE seq = ?", seq);
        run("DELETE FROM resource WHERE seq = ?", seq);
        if (Notice.isSender(type)) run("DELETE FROM notice WHERE subscription = ?", ri);
        pending.gone(ri, path);
    }

    private void enqueue(Notice notice) {
        run(
                "INSERT OR REPLACE INTO notice(subscription, number, target, due, content) VALUES (?, ?, ?, ?, ?)",
                notice.subscription(),
                notice.number(),
                notice.target(),
                notice.due(),
                packer.fields(notice.content()));
    }

    private void label(Resource resource, long seq, long number) {
        for (var label : resource.texts(Attributes.LBL))
            run("INSERT OR IGNORE INTO label(label, seq, number) VALUES (?, ?, ?)", label, seq, number);
    }

    private void run(String sql, @Nullable Object... arguments) {
        begin();
        database.run(sql, arguments);
    }

    private void begin() {
        if (isBegun) return;
        database.run("BEGIN IMMEDIATE");
        isBegun = true;
    }

    private static @Nullable Long nullable(OptionalLong number) {
        return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
    }
}
