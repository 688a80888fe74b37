// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** Registers AEs: who they are, and that they are so once. TS-0001 §10.2.2.2, TS-0004 §7.4.5. */
public final class AeProcedure implements Procedure {
    private static final int MN_CSE = 2;

    private final Identity identity;
    private final Optional<Sponsorship> sponsorship;
    private final Optional<Contracts> contracts;

    /**
     * @param sponsorship who assigns identifiers that start with S, where this CSE itself does not
     * @param contracts who knows the service subscriptions, where they are to be looked at and are not here
     */
    public AeProcedure(Identity identity, Optional<Sponsorship> sponsorship, Optional<Contracts> contracts) {
        this.identity = identity;
        this.sponsorship = sponsorship;
        this.contracts = contracts;
    }

    /** Whether a service subscription that is kept elsewhere lets an AE register here. TS-0004 §7.3.2.7 */
    @FunctionalInterface
    public interface Contracts {

        /** @param stem the AE-ID-Stem that is asked for; C and S alone ask for one of the CSE's choice */
        Question question(Request registration, String stem);
    }

    /** How the IN-CSE comes to assign or confirm an AE's identifier. TS-0004 §7.4.5.2.1 */
    public interface Sponsorship {

        /** @param stem the identifier that the AE has, or {@code S} if it has none */
        Question question(Request registration, String stem, Value.Fields ae);

        /** What the IN-CSE has said to that question. */
        String granted(Request registration);
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (request.operation() != Operation.CREATE) return List.of();
        checkAppId(attributes.text(Attributes.API.shortName()).orElseThrow());
        var stem = identity.stem(request.from());
        // The service subscription first: an identifier that is assigned leaves a trace. [TS-0001 §10.2.2.2 step 003]
        return Stream.concat(
                        contracted(request, stem).stream(), sponsored(request, stem, target, attributes, view).stream())
                .toList();
    }

    private Optional<Question> contracted(Request request, String stem) {
        return contracts
                .filter(_ -> !request.peer().internal())
                .map(each -> each.question(request, stem.isEmpty() ? "C" : stem));
    }

    private Optional<Question> sponsored(
            Request request, String stem, Resource target, Value.Fields attributes, View view) {
        if (!isSponsored(stem)) return Optional.empty();
        if (stem.length() > 1) given(stem, view);
        // What is certain to fail here must not leave a trace at the IN-CSE.
        attributes
                .text(Attributes.RN.shortName())
                .flatMap(name -> view.byPath(target.path() + "/" + name))
                .ifPresent(taken -> {
                    throw Refused.conflict("there is already a resource named " + taken.path());
                });
        return sponsorship.map(sponsor -> sponsor.question(request, stem, attributes));
    }

    @Override
    public String identify(Turn turn, ResourceType type) {
        var from = identity.stem(turn.request().from());
        if (isSponsored(from))
            return given(
                    sponsorship
                            .orElseThrow(() -> new Refused(
                                    ResultCode.NOT_IMPLEMENTED,
                                    "an AE-ID that starts with S is given by the IN-CSE, and no registrar leads there"))
                            .granted(turn.request()),
                    turn.view());
        return switch (from) {
            case "", "C" -> turn.identifiers().aeIdStem("C"); // [TS-0001 §10.2.2.2] cases c and d
            case "S" -> turn.identifiers().aeIdStem("S"); // [TS-0001 §10.2.2.2] case a, at the IN-CSE itself
            default -> given(from, turn.view());
        };
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        turn.create(created.with(Attributes.AEI, created.ri()).with(Access.CREATED_BY, created.ri()));
    }

    /** The service provider's identifiers are assigned by its IN-CSE. TS-0001 §10.2.2.2 */
    private boolean isSponsored(String stem) {
        return stem.startsWith("S") && identity.cseType() >= MN_CSE;
    }

    private static String given(String stem, View view) {
        if (!stem.matches("[CS][A-Za-z0-9._~-]{1,200}"))
            throw Refused.badRequest(
                    "an AE-ID-Stem starts with C or S and has letters, digits and -._~ only"); // [TS-0001 §7.2]
        view.byId(stem).ifPresent(existing -> {
            if (existing.type() != Ae.TYPE) throw Refused.conflict("the identifier " + stem + " is taken");
            throw new Refused(ResultCode.ORIGINATOR_HAS_ALREADY_REGISTERED, stem + " is registered already");
        });
        return stem;
    }

    /** Registered App-IDs start with R, others with N; Release 1 wrote r. TS-0001 §7.2, TS-0004 §7.4.5.2.1 */
    private static void checkAppId(String appId) {
        if (appId.isEmpty() || "rRN".indexOf(appId.charAt(0)) < 0)
            throw Refused.badRequest("an App-ID (api) starts with R if it is registered and with N if not")
                    .about("api");
    }
}
