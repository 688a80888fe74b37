// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

/**
 * Which CSE stands here. TS-0001 §7.2.
 *
 * @param cse its CSE-ID, such as {@code /id-in}
 * @param serviceProvider without slashes, such as {@code entente.example}
 */
public record Home(String cse, String serviceProvider) {
    public Home {
        if (!cse.startsWith("/")) throw new IllegalArgumentException(cse + " is no CSE-ID");
    }

    /** Identifiers of other service providers stay absolute. */
    String spRelative(String identifier) {
        var own = "//" + serviceProvider + "/";
        if (identifier.startsWith(own)) return identifier.substring(own.length() - 1);
        return identifier.startsWith("/") ? identifier : cse + "/" + identifier;
    }
}
