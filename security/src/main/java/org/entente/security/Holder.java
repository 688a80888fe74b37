// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who showed a valid credential, and the originators in whose name they may speak. TS-0004 §7.3.2.1.
 *
 * @param name what the credential is called in the file or the certificate, for logs
 * @param originators identifiers; one {@code *} in each may stand for any characters
 */
public record Holder(String name, List<String> originators) {
    private static final Pattern CSE_ID = Pattern.compile("(?://[^/*]+)?/[^/*]+");

    public Holder {
        originators = List.copyOf(originators);
        for (var each : originators)
            if (each.isEmpty() || each.indexOf('*') != each.lastIndexOf('*'))
                throw new IllegalArgumentException("\"" + each + "\" is no originator with at most one *");
    }

    /** The CSE that the credential belongs to, if it names one: it may hand over requests of those registered there. */
    public Optional<String> cse() {
        return originators.stream()
                .filter(each -> CSE_ID.matcher(each).matches())
                .findFirst();
    }

    public boolean speaksFor(String originator) {
        for (var pattern : originators) if (matches(pattern, originator)) return true;
        return false;
    }

    /**
     * Whether it speaks for an originator in whichever of its forms: the one of the certificate is the absolute one, that
     * in a request the shortest. TS-0003 §10.1.1.5, TS-0001 §7.2
     *
     * @param home to which short identifiers are relative, those of the credential too
     */
    public boolean speaksFor(String originator, Home home) {
        if (speaksFor(originator)) return true;
        for (var each : originators)
            if (isPattern(each) ? matches(each, home.local(originator)) : home.isSame(each, originator)) return true;
        return false;
    }

    static boolean isPattern(String originator) {
        return originator.indexOf('*') >= 0;
    }

    private static boolean matches(String pattern, String originator) {
        int star = pattern.indexOf('*');
        if (star < 0) return pattern.equals(originator);
        return originator.length() >= pattern.length() - 1
                && originator.startsWith(pattern.substring(0, star))
                && originator.endsWith(pattern.substring(star + 1));
    }
}
