// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Presence.O;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Types as a whole: found, derived from each other, and without mistakes. */
class ResourceTypesTest {
    private final ResourceTypes types = ResourceTypes.standard();

    @Nested
    class Finding {
        @Test
        void finds_a_type_by_root_number_and_definition() {
            assertThat(types.byRoot("m2m:cnt")).contains(Container.TYPE);
            assertThat(types.byNumber(3)).contains(Container.TYPE);
            assertThat(types.byDiscriminator(Value.of(1006))).contains(Battery.TYPE);
            assertThat(types.byRoot("m2m:nothing")).isEmpty();
            assertThat(types.byNumber(13)).contains(MgmtObj.TYPE);
        }

        @Test
        @Spec("TS-0004 §6.3.4.2.1")
        void knows_each_number_of_the_specification() {
            var numbers = Enumerations.RESOURCE_TYPE.names().keySet();

            assertThat(numbers)
                    .allSatisfy(number -> assertThat(types.byNumber(number))
                            .as("type " + number)
                            .isPresent());
        }

        @Test
        @Spec("TS-0001 §9.6.26.2")
        void names_the_attributes_of_all_types_and_of_announced_variants() {
            assertThat(types.attributeNames()).contains("con", "btl", "lnk").doesNotContain("colour");
        }

        @Test
        void adds_further_types_without_changing_itself() {
            var more = types.with(List.of(lamp()));

            assertThat(more.byRoot("acme:lamp")).isPresent();
            assertThat(types.byRoot("acme:lamp")).isEmpty();
        }
    }

    @Nested
    @Spec({"TS-0004 §7.4.26.1", "TS-0001 §9.6.26"})
    class AnnouncedVariants {
        @Test
        void have_number_and_name_of_their_own() {
            var variant = types.byRoot("m2m:cntA").orElseThrow();

            assertThat(variant.number()).isEqualTo(10003);
            assertThat(variant.longName()).isEqualTo("containerAnnc");
            assertThat(types.byNumber(10003)).containsSame(variant);
            assertThat(types.announced(Container.TYPE)).containsSame(variant);
        }

        @Test
        void have_the_attributes_that_are_announced_and_a_link() {
            var variant = types.announced(Container.TYPE).orElseThrow();

            assertThat(variant.rows())
                    .containsKeys("lnk", "et", "lbl", "mni", "or")
                    .doesNotContainKeys("cni", "cr", "at");
            assertThat(variant.row("lnk").orElseThrow().create()).isEqualTo(Presence.M);
            assertThat(variant.row("mni").orElseThrow().create()).isEqualTo(O);
        }

        @Test
        void must_carry_an_attribute_that_every_original_has_and_announces() {
            var policy = types.announced(AccessControlPolicy.TYPE).orElseThrow();

            assertThat(policy.row("pv").orElseThrow().create()).isEqualTo(Presence.M);
            assertThat(policy.row("adri").orElseThrow().create()).isEqualTo(O);
        }

        @Test
        void take_the_same_children_announced_or_not() {
            assertThat(types.announced(Container.TYPE).orElseThrow().children())
                    .contains("cin", "cinA", "cnt", "cntA", "fcnt", "fcntA", "sub");
            assertThat(types.announced(Node.TYPE).orElseThrow().children())
                    .contains("mgmtObjA", "schA")
                    .doesNotContain("mgmtObj", "sch");
        }

        @Test
        @Spec({"TS-0004 §7.3.3.10", "TS-0001 §10.2.13.2"})
        void find_a_place_under_a_CSEBase_unless_they_need_their_parent() {
            var base = types.announced(CseBase.TYPE).orElseThrow();

            assertThat(announceable().filter(type -> type != CseBase.TYPE))
                    .isNotEmpty()
                    .allSatisfy(type -> assertThat(base.children()
                                    .contains(
                                            types.announced(type).orElseThrow().kind()))
                            .as(type + " beneath m2m:cbA")
                            .isEqualTo(!type.isInstance()));
        }

        @Test
        @Spec("TS-0001 §9.6.26.1")
        void find_a_place_under_that_of_their_parent() {
            assertThat(types.all().stream().filter(ResourceType::isAnnounceable))
                    .allSatisfy(parent -> assertThat(
                                    types.announced(parent).orElseThrow().children())
                            .containsAll(announceable()
                                    .filter(child -> parent.children().contains(child.kind()))
                                    .map(child ->
                                            types.announced(child).orElseThrow().kind())
                                    .toList()));
        }

        @Test
        @Spec("TS-0004 §7.4.26.1")
        void carry_what_is_mandatory_and_what_may_be_chosen() {
            assertThat(announceable()).allSatisfy(type -> {
                var variant = types.announced(type).orElseThrow();
                assertThat(variant.isImplemented()).as(variant.root()).isTrue();
                assertThat(variant.isGeneral()).isEqualTo(type.isGeneral());
                assertThat(variant.discriminator()).isEqualTo(type.discriminator());
                for (var row : type.rows().values())
                    if (row.announced() != NA)
                        assertThat(variant.rows()).containsKey(row.attribute().shortName());
                for (var name : List.of("at", "aa", "cni", "cbs"))
                    assertThat(variant.rows()).doesNotContainKey(name);
            });
        }

        private Stream<ResourceType> announceable() {
            return types.all().stream().filter(ResourceType::isAnnounceable);
        }

        @Test
        void do_not_exist_of_types_that_are_never_announced() {
            assertThat(types.announced(Subscription.TYPE)).isEmpty();
            assertThat(types.byRoot("m2m:subA")).isEmpty();
            assertThat(types.byNumber(10023)).isEmpty();
        }

        @Test
        void of_domain_types_are_named_as_TS_0023_names_them() {
            var more = types.with(List.of(lamp()));

            assertThat(more.byRoot("acme:lampAnnc").orElseThrow().number()).isEqualTo(10028);
            assertThat(more.byRoot("acme:lampA")).isEmpty();
            assertThat(more.byRoot("acme:lampAnnc").orElseThrow().kind()).isEqualTo("fcntA");
            assertThat(more.byRoot("acme:lampInstAnnc").orElseThrow().number()).isEqualTo(10058);
        }
    }

    @Nested
    @Spec("TS-0023 §6")
    class Instances {
        @Test
        void of_a_flexContainer_carry_its_own_attributes_read_only() {
            var instance = types.with(List.of(lamp())).byRoot("acme:lampInst").orElseThrow();

            assertThat(instance.number()).isEqualTo(58);
            assertThat(instance.kind()).isEqualTo("fci");
            assertThat(instance.row("onOff").orElseThrow().create()).isEqualTo(Presence.NP);
            assertThat(instance.rows()).containsKeys("org", "cs").doesNotContainKeys("cnd", "mni");
        }

        @Test
        void exist_of_flexContainers_alone() {
            assertThat(types.instance(Container.TYPE)).isEmpty();
            assertThat(types.instance(FlexContainer.TYPE)).isEmpty();
        }
    }

    @Nested
    class Mistakes {
        @Test
        void are_reported_together() {
            var box = ResourceType.resourceType(3, "box", "box")
                    .include(Universal.UNIVERSAL)
                    .build();
            var cnt = ResourceType.resourceType(900, "cnt", "container")
                    .children("nix")
                    .build();
            var odd = ResourceType.resourceType(901, "odd", "odd")
                    .attribute(Attributes.MNI, O, O, OA)
                    .attribute(Attributes.MNI, O, O, OA)
                    .attribute(new Attribute("cni", "cniXyz", Scalar.STRING), O, O, NA)
                    .build();

            var mistaken = catchThrowableOfType(MistakenTypes.class, () -> types.with(List.of(box, cnt, odd)));

            assertThat(mistaken.mistakes())
                    .containsExactlyInAnyOrder(
                            "m2m:box has the same number 3 as m2m:cnt",
                            "there are two types named m2m:cnt",
                            "m2m:cnt has a child nix, which is no type",
                            "m2m:odd has the attribute mni twice",
                            "cni means cniXyz in m2m:odd, but currentNrOfInstances elsewhere",
                            "m2m:odd is never announced, but its attribute mni is");
        }

        @Test
        void two_specialisations_of_one_definition_are_one() {
            var other = FlexContainer.specialisation("acme:torch", "torch", "com.acme.lamp")
                    .build();

            var mistaken = catchThrowableOfType(MistakenTypes.class, () -> types.with(List.of(lamp(), other)));

            assertThat(mistaken.mistakes()).containsExactly("acme:torch has the same definition as acme:lamp");
        }

        @Test
        void a_domain_attribute_may_not_take_the_place_of_a_common_one() {
            var thief = FlexContainer.specialisation("acme:thief", "thief", "com.acme.thief")
                    .attribute(new Attribute("cs", "colourScheme", Scalar.STRING), O, O, OA)
                    .build();

            var mistaken = catchThrowableOfType(MistakenTypes.class, () -> types.with(List.of(thief)));

            assertThat(mistaken.mistakes()).containsExactly("acme:thief has the attribute cs twice");
        }
    }

    @Test
    void a_flexContainer_is_checked_by_its_own_table() {
        var given = new Value.Fields(Map.of("cnd", Value.of("com.acme.lamp"), "onOff", Value.of(true)));

        assertThat(lamp().checkCreate(given)).isEqualTo(given);
    }

    private static ResourceType lamp() {
        return FlexContainer.specialisation("acme:lamp", "lamp", "com.acme.lamp")
                .attribute(new Attribute("onOff", "onOff", Scalar.BOOLEAN), O, O, OA)
                .build();
    }
}
