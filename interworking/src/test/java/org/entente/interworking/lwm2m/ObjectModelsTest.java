// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.junit.jupiter.api.Test;

class ObjectModelsTest {
    private static List<Integer> numbers(Stream<ObjectModel> models) {
        return models.map(model -> model.id).distinct().sorted().toList();
    }

    @Test
    void every_object_of_the_registry_that_devices_are_made_of_is_known() {
        var expected = Stream.of(IntStream.rangeClosed(0, 7), IntStream.of(9, 10, 16), ipso())
                .flatMap(IntStream::boxed)
                .toList();

        assertThat(numbers(ObjectModels.newest().stream())).containsAll(expected);
    }

    /** The registry has no other numbers from 3200 to 3350. */
    private static IntStream ipso() {
        return IntStream.concat(IntStream.rangeClosed(3200, 3203), IntStream.rangeClosed(3300, 3350))
                .filter(number -> number != 3307 && number != 3309);
    }

    @Test
    void table_has_as_many_objects_and_resources_as_the_registry() {
        var listed = ObjectModels.listed();

        assertThat(listed).hasSize(56);
        assertThat(listed.stream().mapToInt(model -> model.resources.size()).sum())
                .isEqualTo(577);
    }

    @Test
    void every_resource_has_a_type_or_is_executed() {
        for (var model : ObjectModels.listed())
            assertThat(model.resources.values())
                    .as(model.name)
                    .isNotEmpty()
                    .allMatch(resource ->
                            resource.operations.isExecutable() == (resource.type == ResourceModel.Type.NONE));
    }
}
