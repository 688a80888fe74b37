// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.Resource;

/**
 * Child resources with theirs inside them. TS-0001 §8.1.2 (attributes+child-resources), TS-0004 §8.4.3.
 *
 * <p>Nothing is shown without its parent, and a direct child only with all its descendants.
 */
final class Nest {
    private final View view;
    private final Search search;
    private final Function<Resource, Map<String, Value>> shown;

    /** @param shown the attributes that may be seen of a resource */
    Nest(View view, Search search, Function<Resource, Map<String, Value>> shown) {
        this.view = view;
        this.search = search;
        this.shown = shown;
    }

    /** A resource with the children that are shown inside it. */
    private record Node(Resource resource, List<Node> children) {
        int size() {
            int size = 1;
            for (var child : children) size += child.size();
            return size;
        }
    }

    /** The members to put beside the root's attributes, under the types' root names. */
    Found<Map.Entry<String, Value>> below(Resource root, int levels, Window window) {
        var chosen = new ArrayList<Node>();
        int room = window.most();
        long place = 0;
        long next = 0;
        try (var children = view.select(Selection.children(root))) {
            var each = children.iterator();
            while (each.hasNext() && next == 0) {
                var child = each.next();
                if (!search.matches(child) || ++place < window.first()) continue;
                var node = grown(child, levels - 1, room);
                if (node.isEmpty()) {
                    next = place;
                } else {
                    chosen.add(node.get());
                    room -= node.get().size();
                }
            }
        }
        return new Found<>(List.copyOf(members(chosen).entrySet()), next);
    }

    /** Empty if there are more than there is room for. */
    private Optional<Node> grown(Resource resource, int levels, int room) {
        if (room < 1) return Optional.empty();
        var top = new Node(resource, new ArrayList<>());
        if (levels < 1 || resource.type().children().isEmpty()) return Optional.of(top);
        var nodes = new HashMap<String, Node>();
        nodes.put(resource.ri(), top);
        try (var descendants = view.select(Selection.below(resource, levels))) {
            var each = descendants.iterator();
            while (each.hasNext()) {
                var descendant = each.next();
                var parent = nodes.get(descendant.pi());
                if (parent == null || !search.matches(descendant)) continue;
                if (nodes.size() == room) return Optional.empty();
                var node = new Node(descendant, new ArrayList<>());
                nodes.put(descendant.ri(), node);
                parent.children().add(node);
            }
        }
        return Optional.of(top);
    }

    private Map<String, Value> members(List<Node> nodes) {
        var lists = new LinkedHashMap<String, List<Value>>();
        for (var node : nodes) {
            var attributes = new LinkedHashMap<>(shown.apply(node.resource()));
            attributes.putAll(members(node.children()));
            lists.computeIfAbsent(node.resource().type().root(), _ -> new ArrayList<>())
                    .add(new Value.Fields(attributes));
        }
        var members = new LinkedHashMap<String, Value>();
        lists.forEach((root, values) -> members.put(root, Value.of(values)));
        return members;
    }
}
