// SPDX-License-Identifier: Apache-2.0
package org.entente.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.util.List;
import org.entente.cse.Hub;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locations of resources, and discovery by them. */
class GeoQueryTest {
    private static final String TOWN = "[[[8,48],[9,48],[9,49],[8,49],[8,48]]]";

    private final Hub hub = Hub.with(new JtsGeography());

    @AfterEach
    void close() {
        hub.close();
    }

    private static Value.Fields location(int type, String coordinates) {
        return Hub.fields("typ", type, "crd", coordinates);
    }

    private Response box(String name, Object... attributes) {
        var all = Hub.fields(attributes).with("rn", Value.of(name));
        return hub.send(Request.create("cse-in", ADMIN, 3, Value.field("m2m:cnt", all)));
    }

    private Response discover(Object... criteria) {
        var filter = new FilterCriteria(Hub.fields(criteria).with("fu", Value.of(1)));
        return hub.send(Request.retrieve("cse-in", ADMIN).withFilter(filter));
    }

    private static List<String> found(Response response) {
        assertThat(response.code()).as(response.sentence()).isEqualTo(OK);
        return response.content().find("m2m:uril").orElseThrow() instanceof Value.Items(var items)
                ? items.stream().map(each -> ((Value.Text) each).text()).toList()
                : List.of();
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void resources_are_found_by_where_they_are() {
        box("inside", "loc", location(1, "[8.5,48.5]"));
        box("outside", "loc", location(1, "[7.5,48.5]"));
        box("through", "loc", location(2, "[[7,48.5],[10,48.5]]"));
        box("around", "loc", location(3, "[[[0,40],[20,40],[20,60],[0,60],[0,40]]]"));
        box("nowhere");

        assertThat(found(discover("gmty", 3, "geom", TOWN, "gsf", 1))).containsExactly("cse-in/inside");
        assertThat(found(discover("gmty", 3, "geom", TOWN, "gsf", 2))).containsExactly("cse-in/around");
        assertThat(found(discover("gmty", 3, "geom", TOWN, "gsf", 3)))
                .containsExactlyInAnyOrder("cse-in/inside", "cse-in/through", "cse-in/around");
    }

    @Test
    @Spec("TS-0004 §7.3.3.17.0")
    void a_place_is_one_condition_among_others() {
        box("a", "loc", location(1, "[8.5,48.5]"), "lbl", List.of("x"));
        box("b", "loc", location(1, "[8.5,48.5]"));
        box("c", "lbl", List.of("x"));

        assertThat(found(discover("gmty", 3, "geom", TOWN, "gsf", 1, "lbl", List.of("x"))))
                .containsExactly("cse-in/a");
        assertThat(found(discover("gmty", 3, "geom", TOWN, "gsf", 1, "lbl", List.of("x"), "fo", 2)))
                .containsExactlyInAnyOrder("cse-in/a", "cse-in/b", "cse-in/c");
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void an_update_happens_only_where_its_target_is_in_the_place() {
        box("a", "loc", location(1, "[8.5,48.5]"));
        var there = new FilterCriteria(Hub.fields("gmty", 3, "geom", TOWN, "gsf", 1));
        var elsewhere = new FilterCriteria(Hub.fields("gmty", 1, "geom", "[0,0]", "gsf", 1));
        var change = Request.update("cse-in/a", ADMIN, Value.field("m2m:cnt", Hub.fields("mni", 3)));

        assertThat(hub.send(change.withFilter(elsewhere)).code()).isEqualTo(NOT_FOUND);
        assertThat(hub.send(change.withFilter(there)).code()).isEqualTo(UPDATED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | [[[0,0],[1,1],[1,0],[0,1],[0,0]]] | 1
            3 | [[[0,0],[1,0],[1,1],[0,1]]]       | 1
            1 | [181,0]                           | 1
            2 | [[1,1]]                           | 3
            7 | [1,1]                             | 1
            1 | [1,1]                             | 4
            1 | [1,1]                             | 0
            1 | [1e999,0]                         | 1
            """)
    @Spec("TS-0001 §8.1.2")
    void a_filter_whose_shape_is_none_is_refused(int type, String coordinates, int relation) {
        assertThat(discover("gmty", type, "geom", coordinates, "gsf", relation).code())
                .isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void half_a_question_is_refused() {
        assertThat(discover("gmty", 1, "geom", "[1,1]").code()).isEqualTo(BAD_REQUEST);
        assertThat(discover("gmty", 1, "gsf", 1).code()).isEqualTo(BAD_REQUEST);
        assertThat(discover("geom", "[1,1]", "gsf", 1).code()).isEqualTo(BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | [[1,1]]
            1 | [500,1]
            2 | [[1,1]]
            3 | [[[0,0],[1,1],[1,0],[0,1],[0,0]]]
            6 | [[1,1]]
            """)
    @Spec("TS-0001 §9.6.1.3.2")
    void a_location_that_is_none_is_not_stored(int type, String coordinates) {
        assertThat(box("a", "loc", location(type, coordinates)).code()).isEqualTo(BAD_REQUEST);
        assertThat(hub.retrieve("cse-in/a", ADMIN).code()).isEqualTo(NOT_FOUND);
        box("b", "loc", location(1, "[1,1]"));
        assertThat(hub.update("cse-in/b", ADMIN, "m2m:cnt", "loc", location(type, coordinates))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(Hub.shown(hub.retrieve("cse-in/b", ADMIN)).find("loc")).contains(location(1, "[1,1]"));
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void a_location_can_be_taken_away() {
        box("a", "loc", location(1, "[8.5,48.5]"));

        var updated = hub.update("cse-in/a", ADMIN, "m2m:cnt", "loc", Value.Deleted.DELETED);

        assertThat(updated.code()).isEqualTo(UPDATED);
        assertThat(found(discover("gmty", 3, "geom", TOWN, "gsf", 3))).isEmpty();
    }
}
