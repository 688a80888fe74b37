// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.leshan.client.LeshanClient;
import org.eclipse.leshan.client.LeshanClientBuilder;
import org.eclipse.leshan.client.californium.endpoint.CaliforniumClientEndpointsProvider;
import org.eclipse.leshan.client.object.Security;
import org.eclipse.leshan.client.object.Server;
import org.eclipse.leshan.client.resource.DummyInstanceEnabler;
import org.eclipse.leshan.client.resource.ObjectsInitializer;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.StaticModel;
import org.entente.interworking.Mapping;
import org.entente.interworking.Mapping.ModuleRule;
import org.entente.interworking.Mapping.PartRule;
import org.entente.interworking.Mapping.PointRule;
import org.entente.interworking.Mapping.Source;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Outcome;
import org.entente.interworking.Types;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;

/** A device with an instance of every object that is known: what it says is in the tree, typed or in its own words. */
class EveryObjectTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Mapping LWM2M = new MappingReader(Types.ALL).shipped("lwm2m");
    private static final int SECURITY = 0;
    private static final int SERVER = 1;
    private static final int DEVICE = 3;
    private static final int OSCORE = 21;

    /** Leshan looks how its device can be reached. */
    private static final class Reachable extends DummyInstanceEnabler {
        private static final int BINDING = 16;

        @Override
        protected String createDefaultStringValueFor(ObjectModel object, ResourceModel resource) {
            return resource.id == BINDING ? "U" : super.createDefaultStringValueFor(object, resource);
        }
    }

    private static LeshanClient device(String server) {
        var objects = new ObjectsInitializer(new StaticModel(ObjectModels.newest()));
        objects.setInstancesForObject(SECURITY, Security.noSec(server, 1));
        objects.setInstancesForObject(SERVER, new Server(1, 3600));
        var about = new Reachable();
        // Leshan asks for a factory even where no instance is ever created by the server.
        objects.setFactoryForObject(DEVICE, (model, instance, used) -> about);
        objects.setInstancesForObject(DEVICE, about);
        objects.setDummyInstancesForObject(numbers()
                .filter(each -> each != SERVER && each != DEVICE)
                .mapToInt(Integer::intValue)
                .toArray());
        return new LeshanClientBuilder("all")
                .setObjects(objects.createAll())
                .setEndpointsProviders(new CaliforniumClientEndpointsProvider.Builder()
                        .setClientAddress(InetAddress.getLoopbackAddress())
                        .build())
                .build();
    }

    /** Those that hold secrets are never read. */
    private static Stream<Integer> numbers() {
        return ObjectModels.newest().stream()
                .map((ObjectModel model) -> model.id)
                .filter(each -> each != SECURITY && each != OSCORE)
                .distinct();
    }

    @Test
    @Spec("TS-0014 §6.2")
    void nothing_that_a_device_says_of_any_object_is_lost() {
        try (var field = new Field(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()))) {
            var device = device(field.address("coap"));
            device.start();
            try {
                await().atMost(PATIENCE).until(() -> field.isThere("all"));

                var said = said(field);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lost(field, said)).isEmpty());
            } finally {
                device.destroy(false);
            }
        }
    }

    private static Map<String, Set<String>> said(Field field) {
        var said = new TreeMap<String, Set<String>>();
        for (var object : numbers().map(Object::toString).toList()) {
            var answer = field.adapter.read("all", object + "/0", PATIENCE);
            assertThat(answer).as(object).isInstanceOf(Outcome.Done.class);
            said.put(object, ((Outcome.Done) answer).values().keySet());
        }
        assertThat(said).hasSizeGreaterThan(60);
        return said;
    }

    /** What is neither in an attribute nor in its object's container; of what fits no attribute somebody is told. */
    private static Set<String> lost(Field field, Map<String, Set<String>> said) {
        var problems = kept(field, "all/problems");
        var lost = new TreeSet<String>();
        said.forEach((object, paths) -> {
            var typed = LWM2M.part(object).map(part -> typed(field, part)).orElse(Set.of());
            var kept = kept(field, "all/lwm2m-" + object + "-0");
            for (var path : paths) {
                var resource = path.substring(path.lastIndexOf('/') + 1);
                boolean isKept = kept.contains("\"" + resource + "\":");
                if (!typed.contains(resource) && !isKept && !problems.contains(path)) lost.add(path);
            }
        });
        return lost;
    }

    private static String kept(Field field, String container) {
        return field.cse.children(container).stream()
                .map(each -> field.cse.text(container + "/" + each, "con"))
                .collect(Collectors.joining());
    }

    /** What an attribute of a resource in the tree stands for. */
    private static Set<String> typed(Field field, PartRule part) {
        return part.modules().stream()
                .flatMap(module -> module.points().stream().filter(point -> isThere(field, part, module, point)))
                .flatMap(point -> point.source() instanceof Source.Point(var name) ? Stream.of(name) : Stream.empty())
                .collect(Collectors.toSet());
    }

    private static boolean isThere(Field field, PartRule part, ModuleRule module, PointRule point) {
        return Stream.of(
                        "all",
                        "node-all",
                        "all/" + part.device().map(Mapping.DeviceRule::name).orElse("-"))
                .flatMap(folder -> field.cse.children(folder).stream()
                        .filter(name -> name.startsWith(module.name()))
                        .map(name -> field.cse.text(
                                folder + "/" + name, point.attribute().shortName())))
                .anyMatch(value -> !value.equals("-"));
    }
}
