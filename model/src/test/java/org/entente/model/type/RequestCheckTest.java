// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a type says to the attributes of a CREATE and of an UPDATE. */
class RequestCheckTest {

    @Nested
    @Spec("TS-0004 §7.3.3.3")
    class Create {
        @Test
        void gives_back_what_the_table_allows() {
            var given = fields("mni", Value.of(10), "lbl", Value.texts(List.of("room:kitchen")));

            assertThat(Container.TYPE.checkCreate(given)).isEqualTo(given);
        }

        @Test
        void refuses_an_attribute_that_the_type_does_not_have() {
            refuses(Container.TYPE, fields("api", Value.of("Nx")), ResultCode.BAD_REQUEST, "no attribute api");
        }

        @Test
        void refuses_an_attribute_that_only_the_cse_sets() {
            refuses(Container.TYPE, fields("cni", Value.of(1)), ResultCode.BAD_REQUEST, "may not carry cni");
        }

        @Test
        void refuses_to_do_without_a_mandatory_attribute() {
            refuses(Ae.TYPE, fields("api", Value.of("Nx")), ResultCode.BAD_REQUEST, "must carry rr");
        }

        @Test
        void refuses_a_value_of_the_wrong_type() {
            refuses(Container.TYPE, fields("mni", Value.of("ten")), ResultCode.BAD_REQUEST, "mni must be");
        }

        @Test
        void refuses_null() {
            refuses(Container.TYPE, fields("mni", Value.Deleted.DELETED), ResultCode.BAD_REQUEST, "mni");
        }

        @Test
        void keeps_a_creator_of_null_and_refuses_any_other() {
            assertThat(Container.TYPE
                            .checkCreate(fields("cr", Value.Deleted.DELETED))
                            .find("cr"))
                    .contains(Value.Deleted.DELETED);
            refuses(Container.TYPE, fields("cr", Value.of("Cme")), ResultCode.BAD_REQUEST, "cr may only be null");
            refuses(Node.TYPE, fields("cr", Value.Deleted.DELETED), ResultCode.BAD_REQUEST, "no attribute cr");
        }

        @Test
        void of_a_type_without_behaviour_is_not_implemented() {
            refuses(Token.TYPE, Value.Fields.EMPTY, ResultCode.NOT_IMPLEMENTED, "m2m:tk");
        }

        @Test
        void of_a_type_that_has_only_specialisations_is_refused() {
            refuses(MgmtObj.TYPE, Value.Fields.EMPTY, ResultCode.BAD_REQUEST, "m2m:mgo");
        }

        private void refuses(ResourceType type, Value.Fields given, ResultCode code, String mentioned) {
            refused(() -> type.checkCreate(given), code, mentioned);
        }
    }

    @Nested
    @Spec({"TS-0004 §7.3.3.4", "TS-0004 §7.3.3.7"})
    class Update {
        @Test
        void keeps_null_for_an_attribute_that_may_go() {
            var given = fields("mni", Value.Deleted.DELETED);

            assertThat(Container.TYPE.checkUpdate(given)).isEqualTo(given);
        }

        @Test
        void refuses_null_for_an_attribute_that_every_resource_has() {
            refuses(Container.TYPE, fields("et", Value.Deleted.DELETED), "et of m2m:cnt cannot be deleted");
            refuses(Subscription.TYPE, fields("nct", Value.Deleted.DELETED), "nct of m2m:sub cannot be deleted");
            refuses(Ae.TYPE, fields("rr", Value.Deleted.DELETED), "rr of m2m:ae cannot be deleted");
        }

        @Test
        void refuses_an_attribute_that_is_written_once() {
            refuses(Container.TYPE, fields("rn", Value.of("box")), "may not carry rn");
            refuses(Container.TYPE, fields("cr", Value.Deleted.DELETED), "may not carry cr");
        }

        @Test
        void refuses_an_attribute_that_the_type_does_not_have() {
            refuses(Container.TYPE, fields("xyz", Value.of(1)), "no attribute xyz");
        }

        @Test
        void does_not_ask_for_mandatory_attributes_again() {
            assertThat(Ae.TYPE.checkUpdate(Value.Fields.EMPTY)).isEqualTo(Value.Fields.EMPTY);
        }

        private void refuses(ResourceType type, Value.Fields given, String mentioned) {
            refused(() -> type.checkUpdate(given), ResultCode.BAD_REQUEST, mentioned);
        }
    }

    private static void refused(Runnable request, ResultCode code, String mentioned) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageContaining(mentioned);
    }

    private static Value.Fields fields(String name, Value value) {
        return new Value.Fields(Map.of(name, value));
    }

    private static Value.Fields fields(String name, Value value, String other, Value otherValue) {
        return new Value.Fields(Map.of(name, value, other, otherValue));
    }
}
