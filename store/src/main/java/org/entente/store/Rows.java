// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Notice;
import org.entente.model.Value;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Universal;

/** What the tables answer over one connection. Belongs to one thread at a time. */
final class Rows {
    /** Stands for NULL: asking a column whether it was null costs as much as reading it. */
    private static final long ABSENT = Long.MIN_VALUE;

    private static final String FIELDS =
            "SELECT seq, path, ifnull(created, %1$d), ifnull(expires, %1$d), body,".formatted(ABSENT)
                    + " ifnull(earliest, %d), ifnull(latest, %d), ri, type".formatted(Row.NEVER, Row.NONE_YET);
    private static final String COLUMNS = FIELDS + " FROM resource ";
    /** By an index of their own: among a million others they are as few as among ten. */
    static final String CHILDREN = COLUMNS + "WHERE parent = ? AND at = ? AND type = ? ORDER BY seq";

    private static final String NOTICE =
            "SELECT number, target, due, content, subscription FROM notice WHERE subscription = ? ";
    private static final String INSTANCE =
            "SELECT number, ifnull(created, %1$d), ifnull(expires, %1$d), body FROM instance ".formatted(ABSENT);
    private static final String WITH_PARENT = """
            SELECT number, ifnull(instance.created, %1$d), ifnull(instance.expires, %1$d), instance.body, seq, ri, path
            FROM instance CROSS JOIN resource ON seq = instance.parent""".formatted(ABSENT);

    private static final String AT = " WHERE instance.parent = ? AND number = ?";
    /** A statement costs more than a row that it gives. */
    private static final int AT_ONCE = 16;

    private static final String RESOURCE = COLUMNS + "WHERE seq = ?";
    private static final String RESOURCES = COLUMNS + "WHERE seq IN (" + "?, ".repeat(AT_ONCE - 1) + "?)";
    private static final String INSTANCES = String.join(" UNION ALL ", Collections.nCopies(AT_ONCE, WITH_PARENT + AT));

    private static final String ERRAND = "SELECT about, kind, due, details FROM errand ";

    private final Database database;
    private final Index index;
    private final Words words;
    private final ResourceTypes types;
    private final Supplier<Remains.Curtain> curtain;
    private final Map<String, ResourceType> orphaned = new ConcurrentHashMap<>();

    /** @param curtain before the rows that are as good as removed */
    Rows(Database database, Words words, ResourceTypes types, Supplier<Remains.Curtain> curtain) {
        this.database = database;
        this.index = new Index(database);
        this.words = words;
        this.types = types;
        this.curtain = curtain;
    }

    record Numbered(long number, OptionalLong expires, Resource resource) {}

    /** A resource on the way down, and the instance it is a child of, if it is. */
    record Below(long at, Row row) {}

    Index index() {
        return index;
    }

    Optional<Row> byId(String ri) {
        return visible("WHERE ri = ?", ri);
    }

    Optional<Row> byPath(String path) {
        return visible("WHERE path = ?", path);
    }

    Optional<Row> bySeq(long seq) {
        return visible("WHERE seq = ?", seq);
    }

    private Optional<Row> visible(String where, Object key) {
        var now = curtain.get(); // before the look
        return database.first(COLUMNS + where, this::row, key).filter(found -> !now.hides(found));
    }

    /** What an index names, as far as it is still there, in the same order. */
    List<Resource> at(List<Key> keys, Shelf shelf) {
        var hot = keys.stream().map(shelf::at).toList();
        var missing = new ArrayList<Key>();
        for (int i = 0; i < hot.size(); i++)
            if (hot.get(i).isEmpty()) missing.add(keys.get(i).place());
        var read = read(missing, shelf);
        var found = new ArrayList<Resource>(keys.size());
        for (int i = 0; i < hot.size(); i++) {
            var key = keys.get(i);
            hot.get(i).or(() -> Optional.ofNullable(read.get(key.place()))).ifPresent(found::add);
        }
        return found;
    }

    private Map<Key, Resource> read(List<Key> places, Shelf shelf) {
        var found = new HashMap<Key, Resource>();
        for (boolean isInstance : new boolean[] {false, true}) {
            var some = places.stream()
                    .filter(place -> (place.number() != NO_INSTANCE) == isInstance)
                    .toList();
            for (var piece : pieces(some)) found.putAll(isInstance ? instances(piece, shelf) : resources(piece, shelf));
        }
        return found;
    }

    /** As many together as one statement asks for, the rest one by one. */
    private static List<List<Key>> pieces(List<Key> keys) {
        var pieces = new ArrayList<List<Key>>();
        int together = keys.size() / AT_ONCE * AT_ONCE;
        for (int from = 0; from < together; from += AT_ONCE) pieces.add(keys.subList(from, from + AT_ONCE));
        for (var key : keys.subList(together, keys.size())) pieces.add(List.of(key));
        return pieces;
    }

    private Map<Key, Resource> resources(List<Key> keys, Shelf shelf) {
        var now = curtain.get();
        var found = new HashMap<Key, Resource>();
        var seqs = keys.stream().map(Key::seq).toArray();
        for (var row : database.list(seqs.length == 1 ? RESOURCE : RESOURCES, this::row, seqs)) {
            if (now.hides(row)) continue;
            found.put(new Key(0, row.seq(), NO_INSTANCE), row.resource());
            shelf.read(row);
        }
        return found;
    }

    private Map<Key, Resource> instances(List<Key> keys, Shelf shelf) {
        var now = curtain.get();
        var found = new HashMap<Key, Resource>();
        var places =
                keys.stream().flatMap(key -> Stream.of(key.seq(), key.number())).toArray();
        database.list(
                keys.size() == 1 ? WITH_PARENT + AT : INSTANCES,
                row -> {
                    if (now.hides(row.getLong(5), row.getString(7))) return false;
                    var key = new Key(0, row.getLong(5), row.getLong(1));
                    var instance =
                            instance(row.getString(6), row.getString(7), row).resource();
                    shelf.read(key, instance);
                    return found.put(key, instance) == null;
                },
                places);
        return found;
    }

    List<Row> children(long parent, long at, int type) {
        return database.list(CHILDREN, this::row, parent, at, type);
    }

    /** The next of those whose parent is a resource or, behind them, one of its instances up to {@code lastAt}. */
    List<Below> below(long parent, long at, long seq, long lastAt, int limit) {
        return database.list(
                FIELDS
                        + ", at FROM resource WHERE parent = ? AND (at, seq) > (?, ?) AND at <= ? ORDER BY at, seq LIMIT ?",
                row -> new Below(row.getLong(10), row(row)),
                parent,
                at,
                seq,
                lastAt,
                limit);
    }

    Optional<Numbered> instance(Row parent, long number) {
        return database.first(
                INSTANCE + "WHERE parent = ? AND number = ?", row -> instance(parent, row), parent.seq(), number);
    }

    /** The number of the instance that has the path's last segment as a name of its own. */
    Optional<Long> named(Row parent, String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return database.first(
                "SELECT number FROM name WHERE parent = ? AND name = ?", row -> row.getLong(1), parent.seq(), name);
    }

    /** The instance that a path names, by a name of its own or one that follows from its number. */
    Optional<Numbered> instance(Row parent, String path) {
        return Place.ofPath(path)
                .flatMap(place -> instance(parent, place.number()))
                .filter(found -> found.resource().path().equals(path))
                .or(() -> named(parent, path).flatMap(number -> instance(parent, number)));
    }

    /** The next instances behind a number, in their order or the reverse. */
    List<Numbered> instances(Row parent, boolean newestFirst, long behind, int limit) {
        return database.list(
                INSTANCE
                        + (newestFirst
                                ? "WHERE parent = ? AND number < ? ORDER BY number DESC LIMIT ?"
                                : "WHERE parent = ? AND number > ? ORDER BY number LIMIT ?"),
                row -> instance(parent, row),
                parent.seq(),
                behind,
                limit);
    }

    /** Goes through all resources of a type, in the order of their creation. */
    void each(int type, Consumer<Resource> action) {
        var now = curtain.get();
        database.list(
                COLUMNS + "WHERE type = ? ORDER BY seq",
                row -> {
                    var found = row(row);
                    if (!now.hides(found)) action.accept(found.resource());
                    return Boolean.TRUE;
                },
                type);
    }

    List<Resource> expired(long before, int limit) {
        return List.copyOf(new Expiry(database, this, before, limit).find());
    }

    /** A child of a resource, or of one of its instances if {@code at} is its number, that expires after a time. */
    Optional<Resource> outliving(Row parent, long at, long time) {
        return new Survivors(database, this, time).find(parent, at);
    }

    List<Notice> notices(String subscription, int limit) {
        return database.list(NOTICE + "ORDER BY number LIMIT ?", this::notice, subscription, limit);
    }

    List<Notice> notices(String subscription, String target, int limit) {
        return database.list(
                NOTICE + "AND target = ? ORDER BY number LIMIT ?", this::notice, subscription, target, limit);
    }

    int waiting(String subscription) {
        return (int) database.number("SELECT count(*) FROM notice WHERE subscription = ?", subscription);
    }

    private Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getString(5),
                row.getLong(1),
                row.getString(2),
                new Unpacker(row.getBytes(4), words).fields(),
                row.getString(3));
    }

    /** Steps from queue to queue, whatever is in them. */
    List<String> queues() {
        var queues = new ArrayList<String>();
        var last = "";
        while (true) {
            var next = database.first(
                    "SELECT subscription FROM notice WHERE subscription > ? ORDER BY subscription LIMIT 1",
                    row -> row.getString(1),
                    last);
            if (next.isEmpty()) return queues;
            last = next.get();
            queues.add(last);
        }
    }

    Optional<Errand> errand(String about, String kind) {
        return database.first(ERRAND + "WHERE about = ? AND kind = ?", this::errand, about, kind);
    }

    List<Errand> errands() {
        return database.list(ERRAND + "ORDER BY due", this::errand);
    }

    private Errand errand(ResultSet row) throws SQLException {
        var details = new Unpacker(row.getBytes(4), words).fields();
        return new Errand(row.getString(1), row.getString(2), row.getString(3), details);
    }

    private Row row(ResultSet row) throws SQLException {
        var derived = new Derived(row.getString(8), "", row.getString(2), column(row, 3), column(row, 4));
        var body = new Unpacker(row.getBytes(5), words);
        var root = body.root();
        var known = types.byRoot(root);
        var type = known.isPresent() ? known.get() : orphaned(root, row.getInt(9));
        var resource = new Resource(type, derived.path(), body.attributes(derived, type));
        return new Row(row.getLong(1), row.getLong(6), row.getLong(7), resource);
    }

    private Numbered instance(Row parent, ResultSet row) throws SQLException {
        return instance(parent.resource().ri(), parent.resource().path(), row);
    }

    private Numbered instance(String parent, String parentPath, ResultSet row) throws SQLException {
        long number = row.getLong(1);
        var expires = column(row, 3);
        var body = new Unpacker(row.getBytes(4), words);
        var root = body.root();
        var type = types.byRoot(root).orElseGet(() -> orphaned(root, ContentInstance.TYPE.number()));
        var derived = Derived.of(type, parent, parentPath, number, column(row, 2), expires);
        var attributes = body.attributes(derived, type);
        var resource = new Resource(type, derived.path(), attributes);
        if (!derived.path().endsWith("/" + resource.rn()))
            resource = new Resource(type, parentPath + "/" + resource.rn(), attributes);
        return new Numbered(number, expires, resource);
    }

    private static OptionalLong column(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return value == ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A type whose definition was taken away stays visible, so that its resources can still be seen and deleted. */
    private ResourceType orphaned(String root, int number) {
        return orphaned.computeIfAbsent(
                root,
                _ -> ResourceType.specialisation(number, root, root, Value.of(root))
                        .include(Universal.REGULAR)
                        .build());
    }
}
