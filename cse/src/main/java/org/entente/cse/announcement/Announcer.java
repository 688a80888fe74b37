// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.View;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to other CSEs what they are to know of our resources. TS-0001 §10.2.13.5 to §10.2.13.11. Thread-safe. */
public final class Announcer implements Duty {
    /** The kind of errand that it does. */
    public static final String KIND = Todo.KIND;

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);
    private static final String ACPI = Attributes.ACPI.shortName();

    /** Answers that stay the same however often one asks. */
    private static final Set<ResultCode> FINAL = Set.of(
            ResultCode.BAD_REQUEST,
            ResultCode.NOT_IMPLEMENTED,
            ResultCode.INVALID_CHILD_RESOURCE_TYPE,
            ResultCode.OPERATION_NOT_ALLOWED,
            ResultCode.CONTENTS_UNACCEPTABLE,
            ResultCode.SPECIALIZATION_SCHEMA_NOT_FOUND);

    private final Identity identity;
    private final ResourceTypes types;
    private final Duration timeout;
    private final Footholds footholds;

    /**
     * @param timeout how long one request to another CSE may take
     * @param longest for how long our CSEBase is announced
     */
    public Announcer(Identity identity, ResourceTypes types, Duration timeout, Duration longest) {
        this.identity = identity;
        this.types = types;
        this.timeout = timeout;
        this.footholds = new Footholds(identity, types, longest);
    }

    @Override
    public void perform(Errand errand, Desk desk) {
        new Round(errand, desk).run();
    }

    /** One go through all that is to be done about a resource; a CSE that does not answer is asked no more in it. */
    private final class Round {
        private final Errand errand;
        private final Desk desk;
        private final View view;
        private final Progress progress;
        private final Set<String> silent = new HashSet<>();

        Round(Errand errand, Desk desk) {
            this.errand = errand;
            this.desk = desk;
            this.view = desk.view();
            this.progress = new Progress(errand);
        }

        void run() {
            var todo = Todo.of(errand);
            var resource = view.byId(errand.about());
            resource.ifPresent(original -> {
                todo.announce().forEach(target -> announce(original, target));
                todo.synchronise().forEach((address, names) -> tell(original, address, names));
            });
            todo.withdraw().forEach(this::withdraw);
            if (resource.isPresent() && progress.isNothing()) return;
            var base = view.byId(identity.baseId()).orElseThrow();
            desk.record(errand.about(), latest -> progress.written(latest, base, desk.now()));
        }

        private void announce(Resource original, String target) {
            if (silent.contains(Places.cse(target))) return;
            var parent = Places.isCse(target) ? parent(original, target) : Optional.of(target);
            if (parent.isEmpty()) return;
            var translation = Translation.toward(target, identity, view);
            var likeness = Likeness.of(original, view);
            var request = Composition.create(parent.get(), original, likeness, types, translation);
            var response = ask(parent.get(), request);
            if (response.isEmpty()) return;
            var address = response.filter(Response::isSuccess)
                    .flatMap(answer -> Composition.address(answer, parent.get(), identity));
            if (address.isPresent()) {
                progress.announced(target, address.get(), likeness);
            } else if (response.get().code() == ResultCode.NOT_FOUND) {
                footholds.lost(original, parent.get(), desk);
            } else if (response.get().code() == ResultCode.CONFLICT) {
                adopt(original, target, parent.get(), translation);
            } else if (response.get().isSuccess()
                    || FINAL.contains(response.get().code())) {
                log.warn("{} is not announced to {}: {}", original.path(), target, response.get());
                progress.refused(target);
            }
        }

        /** What is there under our name is ours, from a round whose end was never noted. */
        private void adopt(Resource original, String target, String parent, Translation translation) {
            var found = ask(parent, Leftovers.search(parent, original, types, translation));
            if (found.isEmpty()) return;
            var address = Leftovers.address(found.get(), parent, identity);
            if (address.isEmpty()) {
                log.warn("{} is not announced to {}: another resource has its name there", original.path(), target);
                progress.refused(target);
                return;
            }
            ask(address.get(), Request.retrieve(address.get(), translation.cse()))
                    .filter(Response::isSuccess)
                    .ifPresent(shown -> progress.announced(target, address.get(), Leftovers.likeness(shown, original)));
        }

        /** Where at another CSE the announced resource belongs; empty if that is not there yet. */
        private Optional<String> parent(Resource original, String target) {
            var above = view.byId(original.pi()).orElseThrow();
            var place = Places.of(above).stream()
                    .filter(each -> Places.cse(each).equals(target))
                    .findFirst();
            if (place.isPresent()) return place;
            boolean isUnderWay = view.errand(above.ri(), KIND)
                    .map(Todo::of)
                    .filter(todo -> todo.announce().contains(target))
                    .isPresent();
            if (isUnderWay) return Optional.empty();
            if (original.type().isInstance()) {
                progress.refused(target); // its parent was withdrawn meanwhile [TS-0001 §10.2.13.2]
                return Optional.empty();
            }
            return footholds.at(target, desk, request -> ask(request.to(), request));
        }

        private void tell(Resource original, String address, Set<String> names) {
            if (silent.contains(Places.cse(address))) return;
            var likeness = Likeness.of(original, view);
            var sent = new LinkedHashMap<String, Optional<Value>>();
            names.forEach(name -> sent.put(name, Optional.ofNullable(likeness.get(name))));
            // Policies cannot be updated together with others. [TS-0001 §9.6.1.3.2]
            var policies = sent.remove(ACPI);
            if (!sent.isEmpty()) update(original, address, sent);
            if (policies != null) update(original, address, Map.of(ACPI, policies));
        }

        private void update(Resource original, String address, Map<String, Optional<Value>> values) {
            var translation = Translation.toward(address, identity, view);
            var response = ask(address, Composition.update(address, original, values, types, translation));
            if (response.isEmpty()) return;
            if (response.get().code() == ResultCode.NOT_FOUND) {
                progress.lost(address);
                return;
            }
            boolean isFinal = FINAL.contains(response.get().code());
            if (isFinal) log.warn("{} does not take {}: {}", address, values.keySet(), response.get());
            if (isFinal || response.get().isSuccess()) progress.told(address, values);
        }

        private void withdraw(String address) {
            if (silent.contains(Places.cse(address))) return;
            var request = Request.delete(
                            address, Translation.toward(address, identity, view).cse())
                    .with(ResultContent.NOTHING);
            var code = ask(address, request).map(Response::code);
            if (code.filter(each -> each == ResultCode.DELETED || each == ResultCode.NOT_FOUND)
                    .isPresent()) progress.withdrawn(address);
        }

        /** Empty if no answer came, or one that says no more than that. */
        private Optional<Response> ask(String address, Request request) {
            var speaking = request.with(Parameter.RELEASE_VERSION_INDICATOR, Request.RELEASE);
            return switch (desk.deliver(address, speaking, timeout)) {
                case Delivery.Answered(var response) when !response.code().isPassing() -> Optional.of(response);
                case Delivery.Answered(var response) -> silent(address, request.operation(), response.toString());
                case Delivery.Awaited(var _, var reason) -> silent(address, request.operation(), reason);
                case Delivery.Unreachable(var reason) -> silent(address, request.operation(), reason);
                case Delivery.Undeliverable(var reason) -> silent(address, request.operation(), reason);
            };
        }

        private Optional<Response> silent(String address, Operation operation, String reason) {
            log.debug("op={} to={} is tried again: {}", operation, address, reason);
            silent.add(Places.cse(address));
            return Optional.empty();
        }
    }
}
