// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.eclipse.californium.elements.auth.RawPublicKeyIdentity;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.security.Certificates;
import org.entente.security.DtlsKeys;
import org.entente.security.FreshIdentity;
import org.entente.security.Holder;
import org.entente.security.PrivateFile;
import org.jspecify.annotations.Nullable;

/**
 * What one side of DTLS shows, and whom it believes. TS-0003 §8.2.2.
 *
 * @param identity the own certificate, and the authorities whose certificates count
 * @param keys of peers that have no certificate
 * @param shown the pre-shared key that this side shows where it opens the association
 * @param rawKeyOnly whether this side shows the public key of its certificate alone
 */
public record Dtls(
        Optional<FreshIdentity> identity, Optional<DtlsKeys> keys, Optional<SharedKey> shown, boolean rawKeyOnly) {

    /** A pre-shared key and the name under which the other side knows it. */
    public record SharedKey(String identity, byte[] key) {

        /**
         * @throws IllegalArgumentException if the first line is not an identity and a hexadecimal key
         * @throws IllegalStateException if somebody beside its owner may read it
         */
        public static SharedKey read(Path file) throws IOException {
            PrivateFile.demand(file);
            var words = Files.readAllLines(file).stream()
                    .findFirst()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(each -> each.length == 2 && each[1].matches("([0-9A-Fa-f]{2})+"))
                    .orElseThrow(() ->
                            new IllegalArgumentException(file + " must begin with an identity and a hexadecimal key"));
            return new SharedKey(words[0], HexFormat.of().parseHex(words[1]));
        }

        @Override
        public String toString() {
            return "SharedKey[" + identity + "]";
        }
    }

    /** What a listener has: a certificate, keys of peers or both. */
    public static Dtls of(Optional<FreshIdentity> identity, Optional<DtlsKeys> keys) {
        return new Dtls(identity, keys, Optional.empty(), false);
    }

    /** Opens associations with a pre-shared key. */
    public static Dtls with(SharedKey key) {
        return new Dtls(Optional.empty(), Optional.empty(), Optional.of(key), false);
    }

    /** Opens associations with the certificates of an identity. */
    public static Dtls with(FreshIdentity identity) {
        return of(Optional.of(identity), Optional.empty());
    }

    /** Opens associations with a raw public key, where the other side is known by such a one. */
    public static Dtls withRawKey(FreshIdentity identity, DtlsKeys known) {
        return new Dtls(Optional.of(identity), Optional.of(known), Optional.empty(), true);
    }

    /**
     * In whose name the other side may speak; empty if it proved nothing.
     *
     * @throws Refused ORIGINATOR_NOT_AUTHENTICATED if the proof does not count any more
     */
    Optional<Holder> holder(@Nullable Principal proved) {
        if (proved == null) return Optional.empty();
        return switch (proved) {
            case PreSharedKeyIdentity shared ->
                Optional.of(keys.flatMap(known -> known.holderOfShared(shared.getIdentity()))
                        .orElseThrow(Dtls::gone));
            case RawPublicKeyIdentity raw ->
                Optional.of(keys.flatMap(known -> known.holderOfRaw(raw.getSubjectInfo()))
                        .orElseThrow(Dtls::gone));
            case X509CertPath path -> Certificates.holder(path.getTarget());
            default -> Optional.empty();
        };
    }

    private static Refused gone() {
        return new Refused(
                ResultCode.ORIGINATOR_NOT_AUTHENTICATED, "the key of the DTLS association is not known here");
    }
}
