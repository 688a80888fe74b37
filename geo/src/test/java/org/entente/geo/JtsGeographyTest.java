// SPDX-License-Identifier: Apache-2.0
package org.entente.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.entente.cse.geo.Geometry;
import org.entente.cse.geo.Relation;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How shapes lie to each other. */
class JtsGeographyTest {
    private static final String SQUARE = "[[[0,0],[10,0],[10,10],[0,10],[0,0]]]";

    private final JtsGeography geography = new JtsGeography();

    private static Geometry shape(int type, String coordinates) {
        return Geometry.of(type, Value.of(coordinates));
    }

    /** Each kind of shape inside a square, across its edge, beside it, and around it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | [5,5]                                                          | true  | false | true
            1 | [0,5]                                                          | false | false | true
            1 | [11,5]                                                         | false | false | false
            2 | [[1,1],[2,2]]                                                  | true  | false | true
            2 | [[1,1],[20,2]]                                                 | false | false | true
            2 | [[0,0],[10,0]]                                                 | false | false | true
            2 | [[11,0],[11,9]]                                                | false | false | false
            3 | [[[1,1],[2,1],[2,2],[1,1]]]                                    | true  | false | true
            3 | [[[9,9],[12,9],[12,12],[9,9]]]                                 | false | false | true
            3 | [[[-1,-1],[11,-1],[11,11],[-1,11],[-1,-1]]]                    | false | true  | true
            3 | [[[-1,-1],[11,-1],[11,11],[-1,11],[-1,-1]],[[4,4],[5,4],[5,5],[4,4]]] | false | false | true
            3 | [[[20,20],[21,20],[21,21],[20,20]]]                            | false | false | false
            4 | [[1,1],[9,9]]                                                  | true  | false | true
            4 | [[1,1],[19,9]]                                                 | false | false | true
            4 | [[11,1],[19,9]]                                                | false | false | false
            5 | [[[1,1],[2,2]],[[3,3],[4,5]]]                                  | true  | false | true
            5 | [[[1,1],[2,2]],[[30,3],[40,5]]]                                | false | false | true
            5 | [[[11,1],[12,2]]]                                              | false | false | false
            6 | [[[[1,1],[2,1],[2,2],[1,1]]],[[[5,5],[6,5],[6,6],[5,5]]]]      | true  | false | true
            6 | [[[[1,1],[2,1],[2,2],[1,1]]],[[[50,5],[60,5],[60,6],[50,5]]]]  | false | false | true
            6 | [[[[-9,-9],[19,-9],[19,19],[-9,19],[-9,-9]]],[[[50,5],[60,5],[60,6],[50,5]]]] | false | true | true
            """)
    @Spec("TS-0001 §8.1.2")
    void a_shape_lies_to_a_square(int type, String coordinates, boolean within, boolean contains, boolean meets) {
        var square = shape(3, SQUARE);
        var other = shape(type, coordinates);

        assertThat(geography.lying(Relation.WITHIN, square).test(other)).isEqualTo(within);
        assertThat(geography.lying(Relation.CONTAINS, square).test(other)).isEqualTo(contains);
        assertThat(geography.lying(Relation.INTERSECTS, square).test(other)).isEqualTo(meets);
        assertThat(geography.lying(Relation.CONTAINS, other).test(square))
                .as("seen from the other side")
                .isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[[0,0],[10,10],[10,0],[0,10],[0,0]]]",
                "[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[20,20],[21,20],[21,21],[20,20]]]",
                "[[[0,0],[1,0],[0,0],[0,0]]]"
            })
    @Spec("TS-0001 §9.6.1.3.2")
    void a_polygon_that_is_none_is_refused(String coordinates) {
        var bowtie = shape(3, coordinates);

        assertThatThrownBy(() -> geography.check(bowtie)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> geography.lying(Relation.WITHIN, bowtie)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | [1,1]
            7 | [1,1]
            1 | [1]
            1 | [1,2,3,4]
            1 | [[1,1]]
            1 | [181,0]
            1 | [0,-91]
            1 | [NaN,0]
            1 | [1e999,0]
            1 | []
            1 | [1,1
            2 | [[1,1]]
            2 | [1,1]
            3 | [[1,1],[2,2],[1,1]]
            3 | [[[1,1],[2,2],[1,1]]]
            3 | [[[0,0],[1,0],[1,1],[0,1]]]
            4 | [[]]
            5 | [[1,1],[2,2]]
            6 | [[[0,0],[1,0],[1,1],[0,0]]]
            """)
    @Spec("TS-0001 §9.6.1.3.2")
    void coordinates_that_do_not_fit_their_type_are_refused(int type, String coordinates) {
        assertThatThrownBy(() -> shape(type, coordinates)).isInstanceOf(Refused.class);
    }

    @Test
    void a_height_is_taken_and_not_looked_at() {
        assertThat(shape(1, "[5,5,3000]")).isEqualTo(shape(1, "[5,5]"));
    }

    @Test
    void a_shape_of_too_many_positions_is_refused() {
        var many = "[" + String.join(",", Collections.nCopies(10_001, "[1,1]")) + "]";

        assertThatThrownBy(() -> shape(4, many)).isInstanceOf(Refused.class).hasMessageContaining("10000");
        assertThatThrownBy(() -> shape(4, " ".repeat(400_001))).isInstanceOf(Refused.class);
    }
}
