// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.LinkedHashMap;
import org.entente.cse.address.Identifiers;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/** Sizes a flexContainer, and keeps its past values as instances where it asks for that. TS-0004 §7.4.37, Release 4 §7.4.56. */
public final class FlexContainerProcedure implements Procedure {
    private final ResourceTypes types;

    public FlexContainerProcedure(ResourceTypes types) {
        this.types = types;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var sized = created.with(Attributes.CS, size(created));
        turn.create(sized);
        if (keepsInstances(sized)) record(turn, sized, counted(sized));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        var sized = after.with(Attributes.CS, size(after));
        if (!keepsInstances(sized)) turn.update(before, keepsInstances(before) ? forget(turn, sized) : sized);
        else if (keepsInstances(before) && !writesValues(turn, after))
            turn.update(before, Instances.evict(turn, counted(sized)));
        else record(turn, before, counted(sized));
    }

    /** New limits or labels are no new values, so they make no instance. */
    private static boolean writesValues(Turn turn, Resource flexContainer) {
        return turn.request().content().find(flexContainer.type().root()).orElse(null) instanceof Value.Fields given
                && given.members().keySet().stream().anyMatch(FlexContainerProcedure::isCustom);
    }

    /** Whether past values are kept: it says so, or has a limit for them. TS-0001 Release 4 §9.6.35 */
    private static boolean keepsInstances(Resource resource) {
        return resource.truth(Attributes.FCIED)
                .orElse(resource.has(Attributes.MNI) || resource.has(Attributes.MBS) || resource.has(Attributes.MIA));
    }

    private static Resource counted(Resource resource) {
        return resource.has(Attributes.CNI)
                ? resource
                : resource.with(Attributes.CNI, 0).with(Attributes.CBS, 0);
    }

    private void record(Turn turn, Resource before, Resource after) {
        Instances.admit(turn, before, after, instance(turn, after));
    }

    private Resource instance(Turn turn, Resource flexContainer) {
        long number = Instances.next(flexContainer);
        var type = types.instance(flexContainer.type()).orElseThrow();
        var now = Value.of(Timestamp.text(turn.now()));
        var name = Identifiers.instanceName(type, number);
        var all = new LinkedHashMap<String, Value>();
        all.put(Attributes.RN.shortName(), Value.of(name));
        all.put(Attributes.TY.shortName(), Value.of(type.number()));
        all.put(Attributes.RI.shortName(), Value.of(Identifiers.instance(flexContainer.ri(), number)));
        all.put(Attributes.PI.shortName(), Value.of(flexContainer.ri()));
        all.put(Attributes.CT.shortName(), now);
        all.put(Attributes.LT.shortName(), now);
        flexContainer.value(Attributes.ET).ifPresent(et -> all.put(Attributes.ET.shortName(), et));
        flexContainer.value(Attributes.LBL).ifPresent(lbl -> all.put(Attributes.LBL.shortName(), lbl));
        all.put(Attributes.ST.shortName(), Value.of(flexContainer.whole(Attributes.ST, 0)));
        all.put(Attributes.CS.shortName(), Value.of(flexContainer.whole(Attributes.CS, 0)));
        all.put(Attributes.ORG.shortName(), Value.of(turn.request().from()));
        flexContainer.attributes().forEach((key, value) -> {
            if (isCustom(key)) all.put(key, value);
        });
        var instance = new Resource(type, flexContainer.path() + "/" + name, all);
        return Instances.age(flexContainer, instance, turn.now());
    }

    private static Resource forget(Turn turn, Resource flexContainer) {
        try (var instances = turn.view().instances(flexContainer.ri(), false)) {
            instances.forEach(turn::evict);
        }
        return flexContainer.without(Attributes.CNI).without(Attributes.CBS);
    }

    private static long size(Resource resource) {
        return resource.attributes().entrySet().stream()
                .filter(each -> isCustom(each.getKey()))
                .mapToLong(each -> Instances.bytes(each.getValue()))
                .sum();
    }

    /** Attributes of the specialisation alone, neither of all flexContainers nor internal. */
    private static boolean isCustom(String shortName) {
        return !shortName.startsWith("_") && FlexContainer.TYPE.row(shortName).isEmpty();
    }
}
