// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The originators that a client's certificate names. TS-0003 §10.1.1.5, §10.1.1.7. */
public final class Certificates {
    private static final int DNS_NAME = 2;
    private static final int URI = 6;

    private Certificates() {}

    /**
     * The subject alternative names (URI and DNS name), or the common name if there are none; a certificate that was
     * verified before, and has no name of use, gives nobody.
     */
    public static Optional<Holder> holder(X509Certificate certificate) {
        var names = new ArrayList<String>();
        alternatives(certificate).forEach(name -> {
            // [TS-0003 §10.1.1.5] such certificates shall not include wildcards
            if (!Holder.isPattern(name) && !name.isBlank()) names.add(name);
        });
        var common = commonName(certificate);
        if (names.isEmpty()) common.filter(name -> !Holder.isPattern(name)).ifPresent(names::add);
        if (names.isEmpty()) return Optional.empty();
        return Optional.of(new Holder("certificate " + common.orElse(names.getFirst()), names));
    }

    private static List<String> alternatives(X509Certificate certificate) {
        try {
            var all = certificate.getSubjectAlternativeNames();
            if (all == null) return List.of();
            var names = new ArrayList<String>();
            for (var each : all)
                if (each.get(0) instanceof Integer kind && (kind == URI || kind == DNS_NAME))
                    names.add((String) each.get(1));
            return names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns())
                if (part.getType().equalsIgnoreCase("CN"))
                    return Optional.of(part.getValue().toString());
            return Optional.empty();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
