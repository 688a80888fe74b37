// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.model.Value;

/** All resource types that a CSE knows, found by number, root name or discriminator. Safe for many threads. */
public final class ResourceTypes {
    private final Map<String, ResourceType> byRoot = new LinkedHashMap<>();
    private final Map<Integer, ResourceType> byNumber = new LinkedHashMap<>();
    private final Map<String, ResourceType> byKind = new LinkedHashMap<>();
    private final Map<Value, ResourceType> byDiscriminator = new LinkedHashMap<>();
    // Announced variants and instance types are made when first asked for: few of some five hundred ever are.
    private final Map<String, ResourceType> derived = new ConcurrentHashMap<>();

    /**
     * @throws MistakenTypes with all mistakes of all definitions
     */
    public ResourceTypes(Collection<ResourceType> types) {
        var mistakes = TypeMistakes.in(types);
        if (!mistakes.isEmpty()) throw new MistakenTypes(mistakes);
        for (var type : types) {
            byRoot.put(type.root(), type);
            if (type.discriminator().isEmpty()) {
                byNumber.put(type.number(), type);
                byKind.put(type.kind(), type);
            }
            type.discriminator().ifPresent(value -> byDiscriminator.put(value, type));
        }
    }

    /** The types of TS-0001 and TS-0004; those of TS-0023 come from a file. */
    public static ResourceTypes standard() {
        return new ResourceTypes(StandardTypes.ALL);
    }

    /** These and further ones, such as those of a user's file. */
    public ResourceTypes with(Collection<ResourceType> further) {
        var all = new ArrayList<>(byRoot.values());
        all.addAll(further);
        return new ResourceTypes(all);
    }

    /** By the root name of representations, such as {@code m2m:cnt}, {@code m2m:cntA} or {@code cod:binShInst}. */
    public Optional<ResourceType> byRoot(String root) {
        var type = byRoot.get(root);
        if (type != null) return Optional.of(type);
        return instance(root)
                .or(() -> original(root, "Annc").flatMap(this::announced))
                .or(() -> original(root, "A").flatMap(this::announced))
                .or(() -> stem(root, "Annc").flatMap(this::instance).flatMap(this::announced))
                .filter(found -> found.root().equals(root));
    }

    /** By number, for types that have no specialisations, and for those they specialise. */
    public Optional<ResourceType> byNumber(int number) {
        if (number < ResourceType.ANNOUNCED) return Optional.ofNullable(byNumber.get(number));
        return Optional.ofNullable(byNumber.get(number - ResourceType.ANNOUNCED))
                .flatMap(this::announced);
    }

    /** By containerDefinition (text) or mgmtDefinition (number). */
    public Optional<ResourceType> byDiscriminator(Value discriminator) {
        return Optional.ofNullable(byDiscriminator.get(discriminator));
    }

    /** The announced variant of a type, empty if the type is never announced. TS-0004 §7.4.26. */
    public Optional<ResourceType> announced(ResourceType type) {
        if (!type.isAnnounceable()) return Optional.empty();
        return Optional.of(
                derived.computeIfAbsent(Announcements.root(type), _ -> Announcements.of(type, this::isAnnounceable)));
    }

    /** The type of which this is the announced variant, empty for other types. */
    public Optional<ResourceType> original(ResourceType variant) {
        return Stream.of("Annc", "A")
                .flatMap(suffix -> stem(variant.root(), suffix).stream())
                .flatMap(root -> byRoot(root).stream())
                .filter(type -> announced(type).filter(variant::equals).isPresent())
                .findFirst();
    }

    /** The short names of all attributes, with those that announced variants alone have. */
    public Set<String> attributeNames() {
        var names = new HashSet<>(Announcements.COMMON_NAMES);
        for (var type : byRoot.values()) names.addAll(type.rows().keySet());
        return Set.copyOf(names);
    }

    /** The numbers of all announced variants. TS-0004 §6.3.4.2.1 */
    public Set<Integer> announcedNumbers() {
        return byRoot.values().stream()
                .filter(ResourceType::isAnnounceable)
                .map(type -> type.number() + ResourceType.ANNOUNCED)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The type of a flexContainer's instances, empty for other types. */
    public Optional<ResourceType> instance(ResourceType type) {
        if (type.number() != FlexContainer.NUMBER || type.isGeneral()) return Optional.empty();
        return Optional.of(derived.computeIfAbsent(type.root() + "Inst", _ -> FlexContainerInstance.of(type)));
    }

    /** All but the announced variants and instance types, which follow from these. */
    public Collection<ResourceType> all() {
        return List.copyOf(byRoot.values());
    }

    private Optional<ResourceType> instance(String root) {
        return original(root, "Inst").flatMap(this::instance);
    }

    private Optional<ResourceType> original(String root, String suffix) {
        return stem(root, suffix).map(byRoot::get);
    }

    private static Optional<String> stem(String root, String suffix) {
        return root.endsWith(suffix)
                ? Optional.of(root.substring(0, root.length() - suffix.length()))
                : Optional.empty();
    }

    private boolean isAnnounceable(String child) {
        var type = child.contains(":") ? byRoot.get(child) : byKind.get(child);
        return type != null && type.isAnnounceable();
    }
}
