// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.address;

import java.util.List;
import java.util.Optional;
import org.entente.cse.store.View;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** The CSEs that this one is connected to, and who is behind them. TS-0004 §7.3.2.6, TS-0001 §9.6.4. */
public final class Neighbours {
    private static final int IN_CSE = 1;

    private final Identity identity;
    private final Optional<String> registrar;

    /** @param registrar the CSE where this one registers, as {@link Identity#cse} gives it */
    public Neighbours(Identity identity, Optional<String> registrar) {
        this.identity = identity;
        this.registrar = registrar;
    }

    public Optional<String> registrar() {
        return registrar;
    }

    public boolean isRegistrar(String cse) {
        return registrar.isPresent() && registrar.get().equals(cse);
    }

    /** What this CSE knows of a neighbour. */
    public Optional<Resource> known(String cse, View view) {
        return all(view).stream().filter(each -> csi(each).equals(cse)).findFirst();
    }

    /**
     * The neighbour that leads to a CSE: the CSE itself, the registree that has it below, the IN-CSE of its service
     * provider, else the registrar.
     *
     * @param upward whether the registrar may be asked: not with what came from there
     */
    public Optional<String> toward(String cse, boolean upward, View view) {
        var known = all(view);
        if (isRegistrar(cse) || known.stream().anyMatch(each -> csi(each).equals(cse))) return Optional.of(cse);
        var above = known.stream().filter(each -> hasBelow(each, cse)).findFirst();
        if (above.isPresent()) return above.map(Neighbours::csi);
        if (identity.cseType() != IN_CSE) return upward ? registrar : Optional.empty();
        // The IN-CSEs are the only doors from one service provider to the other. [TS-0001 §6.5.4]
        return Identity.isForeign(cse)
                ? known.stream()
                        .map(Neighbours::csi)
                        .filter(each -> provider(each).equals(provider(cse)))
                        .findFirst()
                        .or(() -> registrar.filter(each -> provider(each).equals(provider(cse))))
                : Optional.empty();
    }

    /** An AE that the service provider has named is where its announcement on the IN-CSE says. TS-0001 §10.2.2.2 */
    public String whereabouts(String to, View view) {
        if (!to.startsWith("/S")) return to;
        int slash = to.indexOf('/', 1);
        return view.byId(slash < 0 ? to.substring(1) : to.substring(1, slash))
                .filter(found -> found.type().number() == ResourceType.ANNOUNCED + Ae.TYPE.number())
                .flatMap(announced -> announced.text(Attributes.LNK))
                .filter(link -> link.startsWith("/"))
                .map(link -> slash < 0 ? link : link + to.substring(slash))
                .orElse(to);
    }

    /** The CSE that is registered here and is, or has below it, another one. */
    public Optional<String> registree(String cse, View view) {
        return all(view).stream()
                .filter(each -> !isRegistrar(csi(each)) && (csi(each).equals(cse) || hasBelow(each, cse)))
                .map(Neighbours::csi)
                .findFirst();
    }

    /** Whether a CSE is this one, or registered here, or below one that is. */
    public boolean isWithin(String cse, View view) {
        return cse.equals(identity.cseId()) || registree(cse, view).isPresent();
    }

    /**
     * Whether a neighbour may hand over requests of the originators of a CSE: a registree those of the CSEs below it, an
     * IN-CSE of another service provider those of its own, the registrar all: a group there may have members here.
     *
     * @param owner the CSE where the originator is registered
     */
    public boolean speaksFor(String neighbour, String owner, View view) {
        if (Identity.isForeign(neighbour))
            return provider(neighbour).equals(provider(owner)) && isKnown(neighbour, view);
        if (isRegistrar(neighbour)) return !Identity.isForeign(owner) || identity.cseType() != IN_CSE;
        return known(neighbour, view)
                .filter(registree -> owner.equals(neighbour) || hasBelow(registree, owner))
                .isPresent();
    }

    private boolean isKnown(String neighbour, View view) {
        return isRegistrar(neighbour) || known(neighbour, view).isPresent();
    }

    private boolean hasBelow(Resource remote, String cse) {
        return remote.texts(Attributes.DCSE).stream()
                .anyMatch(each -> identity.cse(each).filter(cse::equals).isPresent());
    }

    private List<Resource> all(View view) {
        return view.children(identity.baseId(), RemoteCse.TYPE.number());
    }

    private static String csi(Resource remote) {
        return remote.text(Attributes.CSI).orElse("");
    }

    /** {@code //sp} of {@code //sp/id}, empty within this service provider. */
    private static String provider(String cse) {
        return Identity.isForeign(cse) ? cse.substring(0, Math.max(2, cse.indexOf('/', 2))) : "";
    }
}
