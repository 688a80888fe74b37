// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.entente.cse.address.Identifiers;
import org.junit.jupiter.api.Test;

/** Holds the modules to the arrows that ARCHITECTURE.md draws. */
class ArchitectureTest {

    /** Each module and the modules it may use. bench is left out: nothing but itself can see it. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("codec", Set.of("model")),
            Map.entry("cse", Set.of("model")),
            Map.entry("store", Set.of("cse", "model", "codec")),
            Map.entry("semantics", Set.of("model", "cse")),
            Map.entry("geo", Set.of("model", "cse")),
            Map.entry("security", Set.of("model")),
            Map.entry("bindings", Set.of("model", "codec", "cse", "security")),
            Map.entry("client", Set.of("model", "codec", "security", "bindings")),
            Map.entry("interworking", Set.of("model", "codec", "security")),
            Map.entry("testware", Set.of("model", "codec", "security")),
            Map.entry("console", Set.of("model", "codec")),
            Map.entry(
                    "app",
                    Set.of(
                            "model",
                            "codec",
                            "cse",
                            "store",
                            "semantics",
                            "geo",
                            "security",
                            "bindings",
                            "client",
                            "interworking",
                            "testware",
                            "console")));

    /** What a library's packages begin with, and the modules it stays in; app wires and may see all. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("org.eclipse.jetty..", Set.of("bindings")),
            Map.entry("tools.jackson..", Set.of("codec", "testware")),
            Map.entry("com.fasterxml.jackson..", Set.of()),
            Map.entry("java.sql..", Set.of("store")),
            Map.entry("org.sqlite..", Set.of("store")),
            Map.entry("org.yaml..", Set.of("interworking")),
            Map.entry("org.eclipse.leshan..", Set.of("interworking")),
            Map.entry("com.upokecenter..", Set.of("interworking")),
            Map.entry("com.digitalpetri..", Set.of("interworking")),
            Map.entry("org.eclipse.milo..", Set.of("interworking")),
            Map.entry("org.eclipse.californium..", Set.of("interworking", "bindings")),
            Map.entry("org.bouncycastle..", Set.of("security")),
            Map.entry("org.apache.jena..", Set.of("semantics")),
            Map.entry("com.apicatalog..", Set.of("semantics")),
            Map.entry("org.locationtech.jts..", Set.of("geo")),
            Map.entry("jakarta.json..", Set.of("semantics")),
            Map.entry("com.hivemq..", Set.of("bindings", "interworking")),
            Map.entry("org.apache.activemq..", Set.of("bindings")),
            Map.entry("io.netty..", Set.of("bindings")),
            Map.entry("picocli..", Set.of()),
            Map.entry("io.smallrye..", Set.of()),
            Map.entry("org.yaml.snakeyaml..", Set.of("interworking")),
            Map.entry("ch.qos.logback..", Set.of()),
            Map.entry("io.micrometer..", Set.of()));

    /** What other modules than app may see of the CSE: its ports, and how it makes identifiers. */
    private static final DescribedPredicate<JavaClass> PORTS = resideInAnyPackage(
                    "org.entente.cse.store",
                    "org.entente.cse.outbound",
                    "org.entente.cse.semantics",
                    "org.entente.cse.geo")
            .or(equivalentTo(Identifiers.class));

    private static final List<String> CLOCK_READERS = List.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("-tests.jar"))
            .importPackages("org.entente");

    @Test
    void classes_of_every_module_are_seen() {
        var seen = CLASSES.stream().map(ArchitectureTest::module).collect(toSet());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @Test
    void modules_use_only_the_modules_their_arrows_name() {
        ARROWS.forEach((module, allowed) -> {
            var forbidden = ARROWS.keySet().stream()
                    .filter(other -> !other.equals(module) && !allowed.contains(other))
                    .map(other -> "org.entente." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("org.entente." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(forbidden.length == 0)
                    .check(CLASSES);
        });
    }

    @Test
    void other_modules_see_only_the_ports_of_the_cse() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.entente.cse..", "org.entente.app..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.entente.cse..").and(not(PORTS)))
                .check(CLASSES);
    }

    @Test
    void libraries_stay_in_the_modules_their_decisions_name() {
        LIBRARIES.forEach((library, modules) -> {
            var allowed = Stream.concat(Stream.of("app"), modules.stream())
                    .map(module -> "org.entente." + module + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(allowed)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .check(CLASSES);
        });
    }

    @Test
    void model_uses_the_jdk_and_jspecify_alone() {
        classes()
                .that()
                .resideInAPackage("org.entente.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.entente.model..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void cse_uses_model_and_slf4j_alone() {
        classes()
                .that()
                .resideInAPackage("org.entente.cse..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.entente.cse..", "org.entente.model..", "java..", "org.jspecify..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void only_the_program_reads_the_clock_of_the_machine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.entente.app..", "org.entente.bench..")
                .should()
                .callCodeUnitWhere(describe("it reads a clock", call -> readsTheClock(call.getTarget())))
                .because("time comes in through the constructor as a Clock; System.nanoTime measures durations")
                .check(CLASSES);
    }

    @Test
    void only_the_program_brings_randomness() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.entente.app..", "org.entente.bench..")
                .should()
                .callCodeUnitWhere(describe("it draws without a seed", call -> drawsUnseeded(call.getTarget())))
                .because("randomness comes in through the constructor as a RandomGenerator")
                .check(CLASSES);
    }

    @Test
    void nobody_logs_around_slf4j() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("one logging interface; libraries are bridged by the program")
                .check(CLASSES);
    }

    @Test
    void names_say_what_a_type_is() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.entente.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.", -1)[2];
    }

    private static boolean readsTheClock(CodeUnitCallTarget target) {
        var owner = target.getOwner();
        var name = target.getName();
        return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
                || (CLOCK_READERS.contains(owner.getName())
                        && name.equals("now")
                        && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class)));
    }

    private static boolean drawsUnseeded(CodeUnitCallTarget target) {
        var owner = target.getOwner();
        var name = target.getName();
        var bare = target.getRawParameterTypes().isEmpty();
        return (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
                || (owner.isEquivalentTo(ThreadLocalRandom.class) && name.equals("current"))
                || (owner.isEquivalentTo(Random.class) && name.equals("<init>") && bare);
    }
}
