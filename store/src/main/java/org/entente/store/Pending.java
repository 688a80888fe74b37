// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What a batch has found and changed so far, laid over what lasts. A hot resource is found without the tables. The
 * writer's thread alone.
 */
final class Pending {
    private static final String GONE = "";

    private final Rows rows;
    private final Cache cache;
    private final Subscriptions subscriptions;
    private final Remains remains;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, String> idsByPath = new HashMap<>();
    private final Map<String, Subscribers> changedSubscriptions = new HashMap<>();
    private final Set<Draft> dirty = new LinkedHashSet<>();

    Pending(Rows rows, Cache cache, Subscriptions subscriptions, Remains remains) {
        this.rows = rows;
        this.cache = cache;
        this.subscriptions = subscriptions;
        this.remains = remains;
    }

    /** Where a resource is: its own {@code seq}, or that of its parent and its number. */
    record Node(long seq, long number) {}

    /** A resource that is no instance; null if there is none. */
    @Nullable
    Draft draft(String ri) {
        var known = drafts.get(ri);
        if (known != null) return known.row() == null || isHidden(known.row()) ? null : known;
        var hot = cache.byId(ri);
        if (hot != null) return isHidden(hot.row()) ? null : keep(hot.row());
        return rows.byId(ri).map(this::keep).orElse(null);
    }

    private boolean isHidden(Row row) {
        return remains.curtainInTurn().hides(row);
    }

    @Nullable
    Row row(String ri) {
        var draft = draft(ri);
        return draft == null ? null : draft.row();
    }

    Optional<Resource> byId(String ri) {
        var row = row(ri);
        if (row != null) return Optional.of(row.resource());
        return Place.ofId(ri).flatMap(place -> {
            var parent = draft(place.parent());
            return parent == null ? Optional.empty() : instance(parent, place.number());
        });
    }

    Optional<Resource> byPath(String path) {
        var draft = draftByPath(path);
        if (draft != null) return Optional.of(draft.present().resource());
        int slash = path.lastIndexOf('/');
        var parent = slash < 0 ? null : draftByPath(path.substring(0, slash));
        if (parent == null || !parent.present().resource().type().hasInstances()) return Optional.empty();
        return Place.ofPath(path)
                .flatMap(place -> instance(parent, place.number()))
                .or(() -> rows.named(parent.present(), path).flatMap(number -> instance(parent, number)))
                .filter(found -> found.path().equals(path));
    }

    private @Nullable Draft draftByPath(String path) {
        var ri = idsByPath.get(path);
        if (ri != null) return ri.equals(GONE) ? null : draft(ri);
        var hot = cache.byPath(path);
        if (hot != null) return draft(hot.resource().ri());
        return rows.byPath(path).map(found -> draft(found.resource().ri())).orElse(null);
    }

    Optional<Resource> instance(Draft parent, long number) {
        var changed = parent.instances().get(number);
        if (changed != null) return changed;
        var hot = cache.byId(parent.ri());
        var kept = hot == null || hot.row().seq() != parent.present().seq() ? null : hot.instance(number);
        if (kept != null) return Optional.of(kept);
        return rows.instance(parent.present(), number).map(Rows.Numbered::resource);
    }

    boolean hasInstance(Draft parent, long number) {
        return instance(parent, number).isPresent();
    }

    /** @throws Failures.Misfit if there is no such resource */
    Node node(String ri) {
        var row = row(ri);
        if (row != null) return new Node(row.seq(), NO_INSTANCE);
        var place = Place.ofId(ri).orElseThrow(() -> new Failures.Misfit("there is no resource " + ri));
        var parent = draft(place.parent());
        if (parent == null || !hasInstance(parent, place.number()))
            throw new Failures.Misfit("there is no resource " + ri);
        return new Node(parent.present().seq(), place.number());
    }

    Subscribers subscriptions(String parent) {
        var changed = changedSubscriptions.get(parent);
        return changed != null ? changed : subscriptions.of(parent);
    }

    private Draft keep(Row row) {
        var draft = new Draft(row);
        drafts.put(draft.ri(), draft);
        return draft;
    }

    void created(Row row) {
        var draft = keep(row);
        draft.created();
        idsByPath.put(draft.path(), draft.ri());
        var resource = row.resource();
        if (resource.type() == Subscription.TYPE)
            changedSubscriptions.put(resource.pi(), subscriptions(resource.pi()).plus(resource));
    }

    void changed(Draft draft) {
        if (draft.isDirty()) dirty.add(draft);
    }

    void gone(String ri, String path) {
        var draft = drafts.get(ri);
        if (draft == null) {
            draft = Draft.gone(ri, path);
            drafts.put(ri, draft);
        } else {
            draft.gone();
        }
        dirty.remove(draft);
        idsByPath.put(path, GONE);
        changedSubscriptions.put(ri, Subscribers.NONE);
    }

    void unsubscribed(Resource subscription) {
        changedSubscriptions.put(
                subscription.pi(), subscriptions(subscription.pi()).minus(subscription.ri()));
    }

    /** It waits for something else now. */
    void redirected(Resource subscription) {
        changedSubscriptions.put(
                subscription.pi(), subscriptions(subscription.pi()).changed(subscription));
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    Collection<Draft> dirty() {
        return dirty;
    }

    void clean() {
        dirty.clear();
    }

    /** Shows everybody what lasts now. */
    void publish() {
        cache.publish(drafts.values());
        changedSubscriptions.forEach(subscriptions::publish);
        // Last: what is removed must have left the cache before it is no longer hidden.
        remains.publish();
        clear();
    }

    /** Forgets what did not come to last. */
    void rollback() {
        remains.rollback();
        clear();
    }

    private void clear() {
        drafts.clear();
        idsByPath.clear();
        changedSubscriptions.clear();
        dirty.clear();
    }
}
