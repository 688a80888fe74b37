// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/** The originators that a client's certificate names. TS-0003 §10.1.1.5, §10.1.1.7. */
public final class Certificates {
    private Certificates() {}

    /**
     * The subject alternative names (URI and DNS name), or the common name if the certificate has no such extension.
     * One that was verified before and has no name of use gives nobody.
     *
     * <p>A URI stands for the identifier behind its scheme: {@code https://sp.example/id-in/CAe} for
     * {@code //sp.example/id-in/CAe}. One without a scheme stands for itself; Java's own reader takes none of those.
     */
    public static Optional<Holder> holder(X509Certificate certificate) {
        try {
            var read = new JcaX509CertificateHolder(certificate);
            var common = commonName(read);
            var alternatives = GeneralNames.fromExtensions(read.getExtensions(), Extension.subjectAlternativeName);
            var names = new ArrayList<String>();
            if (alternatives == null) common.ifPresent(names::add);
            else names.addAll(alternatives(alternatives));
            // [TS-0003 §10.1.1.5] such certificates shall not include wildcards
            names.removeIf(name -> name.isBlank() || Holder.isPattern(name) || !isPlain(name));
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Holder(
                            "certificate "
                                    + common.filter(Certificates::isPlain).orElse(names.getFirst()),
                            names));
        } catch (CertificateEncodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is kept of a holder has the parts one behind the other: nothing in a name may look like the end of a part. */
    private static boolean isPlain(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    private static List<String> alternatives(GeneralNames alternatives) {
        var names = new ArrayList<String>();
        for (var each : alternatives.getNames()) {
            var name = each.getName().toString();
            switch (each.getTagNo()) {
                case GeneralName.dNSName -> names.add(name);
                case GeneralName.uniformResourceIdentifier -> names.add(identifier(name));
                default -> {} // an address or a mailbox is no originator
            }
        }
        return names;
    }

    private static String identifier(String uri) {
        int authority = uri.indexOf("://");
        return authority < 0 ? uri : uri.substring(authority + 1);
    }

    private static Optional<String> commonName(JcaX509CertificateHolder certificate) {
        var found = certificate.getSubject().getRDNs(BCStyle.CN);
        return found.length == 0
                ? Optional.empty()
                : Optional.of(IETFUtils.valueToString(found[0].getFirst().getValue()));
    }
}
