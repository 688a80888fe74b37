// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications learn by which limits their requests are handled. */
@Spec("TS-0004 §H.1")
class CmdhAudienceTest {
    private final Constellation world = new Constellation();
    private Constellation.Member in = world.infrastructure();
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final Mca application = request -> {
        received.add(request);
        return Response.of(request, OK);
    };

    @AfterEach
    void close() {
        world.close();
    }

    private void application(String stem) {
        in.entities.attach(stem, application);
        in.register(stem);
    }

    private Stream<Resource> objects(String root) {
        var node = in.find("cse-in/own").orElseThrow();
        return in.store.view().children(node.ri(), 13).stream()
                .filter(each -> each.type().root().equals(root));
    }

    private List<Resource> subscriptions() {
        return objects("m2m:cml")
                .flatMap(each -> in.store.view().children(each.ri(), 23).stream())
                .toList();
    }

    /** The categories of the limits that somebody was told of. */
    private List<Value> told(String stem) {
        return received.stream()
                .filter(each -> each.to().equals(stem))
                .flatMap(each -> member(each.content(), "m2m:sgn"))
                .flatMap(each -> member(each, "nev"))
                .flatMap(each -> member(each, "rep"))
                .flatMap(each -> member(each, "m2m:cml"))
                .flatMap(each -> each.find("lec").stream())
                .toList();
    }

    private static Stream<Value.Fields> member(Value.Fields fields, String name) {
        return fields.find(name).stream().map(Value.Fields.class::cast);
    }

    @Test
    void those_whom_limits_name_are_told_of_them_and_of_their_changes() {
        application("Cone");
        application("Ctwo");
        new CmdhRules(in).told("Cone").unlimited().activate();
        Constellation.soon().until(() -> told("Cone").size() == 1);

        var change = Value.field("m2m:cml", Hub.fields("lec", List.of(3)));
        in.send(Request.update(subscriptions().getFirst().pi(), ADMIN, change));

        Constellation.soon().until(() -> told("Cone").size() == 2);
        assertThat(told("Cone").getLast()).isEqualTo(Value.of(List.of(Value.of(3))));
        assertThat(told("Ctwo")).isEmpty();
        assertThat(subscriptions()).hasSize(1);
    }

    @Test
    void application_of_the_kind_that_limits_name_is_told_when_it_comes() {
        new CmdhRules(in).told("Ntest").activate();
        in.cse().rest();
        assertThat(subscriptions()).isEmpty();

        application("Clater");

        Constellation.soon().until(() -> told("Clater").size() == 1);
    }

    @Test
    void nobody_is_told_any_more_when_the_policy_ends() {
        application("Cone");
        new CmdhRules(in).told("Cone").activate();
        Constellation.soon().until(() -> told("Cone").size() == 1);

        in.send(Request.delete(objects("m2m:acmp").findFirst().orElseThrow().ri(), ADMIN));

        Constellation.soon().until(() -> subscriptions().isEmpty());
    }

    @Test
    void application_that_cannot_be_reached_is_told_later_even_after_a_restart() {
        in.register("Cone");
        new CmdhRules(in).told("Cone").activate();
        in.cse().rest();
        assertThat(subscriptions()).isEmpty();

        in = in.restart();
        in.entities.attach("Cone", application);

        Constellation.soon().until(() -> {
            world.clock.pass(Duration.ofMinutes(1));
            in.cse().sweep();
            return !told("Cone").isEmpty();
        });
    }
}
