// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** A rule of a service subscription, wherever it is kept. What it does not list it does not allow. TS-0001 §9.6.29. */
public record AppRule(Resource rule) {

    /** The AE-ID-Stem that a registration asks for; C and S alone ask for one of the CSE's choice. */
    public boolean allows(Request registration, String stem) {
        var ae = registration.content().find(Ae.TYPE.root()).orElse(null) instanceof Value.Fields given
                ? given
                : Value.Fields.EMPTY;
        return isForCredential(registration)
                && lists(Attributes.AAI, ae.text(Attributes.API.shortName()).orElse(""))
                && lists(Attributes.AAE, stem)
                && roles(registration).stream().allMatch(role -> lists(Attributes.ARI, role));
    }

    /** Only credentials need not be listed. */
    private boolean isForCredential(Request registration) {
        return !rule.has(Attributes.APCI)
                || registration
                        .peer()
                        .credential()
                        .filter(credential -> lists(Attributes.APCI, credential))
                        .isPresent();
    }

    private boolean lists(Attribute patterns, String text) {
        return rule.texts(patterns).stream().anyMatch(pattern -> new Wildcard(pattern).matches(text));
    }

    private static List<String> roles(Request request) {
        return request.find(Parameter.ROLE_IDS)
                .map(roles -> Rules.texts(roles, Parameter.ROLE_IDS.shortName()))
                .orElse(List.of());
    }
}
