// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

/**
 * The CSE where this one registers, as its operator has named it.
 *
 * @param cse its CSE-ID: {@code /id}, or {@code //sp/id} if it belongs to another service provider
 * @param url where it is reached; it may be sent to although no rule of {@link TargetRules} allows it
 */
public record Registrar(String cse, String url) {
    public Registrar {
        if (!cse.matches("(?://[^/\\s?#]+)?/[^/\\s?#]+"))
            throw new IllegalArgumentException("must look like /id-in, not " + cse);
    }
}
