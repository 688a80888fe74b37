// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

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
    private final Transaction transaction;
    private final Removal removal;
    private final Ties ties;
    private final Entries entries;

    Batch(Database database, Pending pending, Words words, Packer packer, Sequence sequence, Remains remains) {
        this.database = database;
        this.pending = pending;
        this.words = words;
        this.packer = packer;
        this.sequence = sequence;
        this.unwritten = new Unwritten(database);
        this.transaction = new Transaction(database);
        this.ties = new Ties(transaction);
        this.entries = new Entries(transaction);
        this.removal = new Removal(database, transaction, pending, sequence, remains);
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
        transaction.begin();
        unwritten.flush();
        for (var draft : pending.dirty()) {
            if (draft.hasLostFirst()) draft.beginAt(firstExpiry(draft.present()));
            write(draft);
            draft.written();
        }
        pending.clean();
        words.save(database);
    }

    /** Only the columns that have changed: each but the first two costs a place in an index. */
    private void write(Draft draft) {
        var row = draft.present();
        var resource = row.resource();
        var body = packer.resource(resource, Derived.of(resource));
        var latest = row.latest() == Row.NONE_YET ? null : row.latest();
        if (draft.isWide())
            run(
                    "UPDATE resource SET body = ?, latest = ?, span = ?, earliest = ?, expires = ?,"
                            + " holds = coalesce(?, holds) WHERE seq = ?",
                    body,
                    latest,
                    span(resource),
                    row.earliest() == Row.NEVER ? null : row.earliest(),
                    nullable(Derived.expires(resource)),
                    draft.holds() == 0 ? null : draft.holds(),
                    row.seq());
        else if (draft.isMoved())
            run(
                    "UPDATE resource SET body = ?, latest = ?, span = ? WHERE seq = ?",
                    body,
                    latest,
                    span(resource),
                    row.seq());
        else run("UPDATE resource SET body = ?, latest = ? WHERE seq = ?", body, latest, row.seq());
    }

    private static @Nullable Long span(Resource resource) {
        var modified = Derived.modified(resource);
        return modified.isPresent() ? Times.span(modified.getAsLong()) : null;
    }

    /** When the first instance expires of those that do in their order; if it is far behind odd ones, what was known is still true. */
    private long firstExpiry(Row parent) {
        var oldest = "SELECT number, ifnull(expires, " + Row.NEVER + ") FROM instance WHERE parent = ? ORDER BY number";
        if (!sequence.mayBeOdd())
            return database.first(oldest + " LIMIT 1", row -> row.getLong(2), parent.seq())
                    .orElse(Row.NEVER);
        var first =
                database.list(oldest + " LIMIT 64", row -> new long[] {row.getLong(1), row.getLong(2)}, parent.seq());
        for (var each : first) if (!isOdd(parent.seq(), each[0])) return each[1];
        return first.isEmpty() ? Row.NEVER : parent.earliest();
    }

    /** Makes all of it last, and removes a piece of what earlier deletions have left. */
    void commit() {
        flush();
        removal.piece();
        transaction.commit();
        removal.committed();
        words.committed();
    }

    /** Whether there is nothing left to be removed. */
    boolean isOver() {
        return removal.isOver();
    }

    void rollback() {
        unwritten.clear();
        words.rolledBack();
        transaction.rollback();
        removal.rolledBack();
    }

    private void create(Resource resource) {
        if (resource.type().isInstance()) {
            createInstance(resource);
            return;
        }
        if (pending.row(resource.ri()) != null
                || pending.byPath(resource.path()).isPresent()) throw new Failures.Misfit(resource + " exists already");
        removal.makeWay(resource.ri(), resource.path());
        var parent = resource.pi().isEmpty() ? null : pending.node(resource.pi());
        long seq = sequence.next();
        run(
                "INSERT INTO resource(seq, ri, parent, at, path, type, created, expires, span, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                seq,
                resource.ri(),
                parent == null ? 0 : parent.seq(),
                parent == null ? NO_INSTANCE : parent.number(),
                resource.path(),
                resource.type().number(),
                nullable(Derived.created(resource)),
                nullable(Derived.expires(resource)),
                span(resource),
                packer.resource(resource, Derived.of(resource)));
        if (parent != null && parent.number() != NO_INSTANCE) sequence.instancesHaveChildren();
        entries.created(resource, seq, NO_INSTANCE);
        ties.created(resource, seq, NO_INSTANCE);
        pending.created(new Row(seq, Row.NEVER, Row.NONE_YET, resource));
    }

    private void createInstance(Resource instance) {
        var place = Place.of(instance);
        var parent = pending.draft(place.parent());
        if (parent == null) throw new Failures.Misfit("the parent of " + instance + " does not exist");
        var known = parent.instances().get(place.number());
        if (known != null && known.isPresent()) throw new Failures.Misfit(instance + " exists already");
        write(parent.present(), place, instance);
        boolean isInOrder = parent.add(place.number(), instance);
        if (!isInOrder) odd(parent.present().seq(), place.number(), instance);
        pending.changed(parent);
    }

    private void write(Row parent, Place place, Resource instance) {
        transaction.begin();
        var body = packer.resource(instance, Derived.of(instance, parent.resource(), place.number()));
        unwritten.add(parent.seq(), place.number(), Derived.created(instance), Derived.expires(instance), body);
        if (!place.names(instance.type(), instance.rn()))
            run("INSERT INTO name(parent, name, number) VALUES (?, ?, ?)", parent.seq(), instance.rn(), place.number());
        entries.created(instance, parent.seq(), place.number());
        ties.created(instance, parent.seq(), place.number());
    }

    private void odd(long parent, long number, Resource instance) {
        sequence.someAreOdd();
        run(
                "INSERT OR REPLACE INTO odd(parent, number, expires) VALUES (?, ?, ?)",
                parent,
                number,
                Derived.expires(instance).orElse(Row.NEVER));
    }

    private boolean isOdd(long parent, long number) {
        return sequence.mayBeOdd()
                && database.number("SELECT EXISTS(SELECT 1 FROM odd WHERE parent = ? AND number = ?)", parent, number)
                        == 1;
    }

    private void update(Resource after) {
        if (after.type().isInstance()) {
            var place = Place.of(after);
            var parent = pending.draft(place.parent());
            var before = parent == null
                    ? null
                    : pending.instance(parent, place.number()).orElse(null);
            if (parent == null || before == null) throw new Failures.Misfit(after + " does not exist");
            update(parent, place, before, after);
            return;
        }
        var draft = pending.draft(after.ri());
        if (draft == null) throw new Failures.Misfit(after + " does not exist");
        var row = draft.present();
        ties.updated(row.resource(), after, row.seq());
        entries.updated(row.resource(), after, row.seq());
        if (after.type() == Subscription.TYPE
                && !row.resource().value(Attributes.ENC).equals(after.value(Attributes.ENC))) pending.redirected(after);
        draft.change(after);
        pending.changed(draft);
    }

    private void update(Draft parent, Place place, Resource before, Resource after) {
        clear(parent.present().seq(), place, before);
        write(parent.present(), place, after);
        parent.change(place.number(), after);
        // It may now expire before an older one, or after a newer one.
        if (!Derived.expires(before).equals(Derived.expires(after)))
            odd(parent.present().seq(), place.number(), after);
        pending.changed(parent);
    }

    private void delete(Resource resource) {
        if (resource.type().isInstance()) {
            deleteInstance(resource);
            return;
        }
        var draft = pending.draft(resource.ri());
        if (draft == null) return;
        flush();
        removal.delete(draft.present());
        if (resource.type() == Subscription.TYPE) pending.unsubscribed(resource);
    }

    private void deleteInstance(Resource instance) {
        var place = Place.of(instance);
        var parent = pending.draft(place.parent());
        if (parent == null) return;
        long seq = parent.present().seq();
        if (sequence.mayInstancesHaveChildren()) {
            flush();
            removal.deleteBelow(seq, place.number());
        }
        clear(seq, place, instance);
        boolean wasOdd = sequence.mayBeOdd()
                && transaction.run("DELETE FROM odd WHERE parent = ? AND number = ?", seq, place.number()) > 0;
        parent.remove(
                place.number(), wasOdd ? Row.NEVER : Derived.expires(instance).orElse(Row.NEVER));
        pending.changed(parent);
    }

    /** Takes an instance out of the tables. */
    private void clear(long parent, Place place, Resource instance) {
        if (!place.names(instance.type(), instance.rn()))
            run("DELETE FROM name WHERE parent = ? AND name = ?", parent, instance.rn());
        entries.deleted(instance, parent, place.number());
        ties.deleted(instance);
        if (!unwritten.remove(parent, place.number()))
            run("DELETE FROM instance WHERE parent = ? AND number = ?", parent, place.number());
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

    private void run(String sql, @Nullable Object... arguments) {
        transaction.run(sql, arguments);
    }

    private static @Nullable Long nullable(OptionalLong number) {
        return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
    }
}
