// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

/** A text in which each {@code *} stands for any characters, none included. Compares without backtracking into regular expressions. */
public final class Wildcard {
    private final String pattern;
    private final boolean literal;

    public Wildcard(String pattern) {
        this.pattern = pattern;
        this.literal = pattern.indexOf('*') < 0;
    }

    public boolean matches(String text) {
        return literal ? pattern.equals(text) : matches(pattern, 0, pattern.length(), text, 0, text.length());
    }

    /** As {@link #matches}, but no {@code *} reaches beyond a slash. TS-0003 §7.1.3 */
    boolean matchesSegments(String text) {
        int p = 0;
        int t = 0;
        while (true) {
            int endOfPattern = end(pattern, p);
            int endOfText = end(text, t);
            if (!matches(pattern, p, endOfPattern, text, t, endOfText)) return false;
            boolean last = endOfPattern == pattern.length();
            if (last || endOfText == text.length()) return last && endOfText == text.length();
            p = endOfPattern + 1;
            t = endOfText + 1;
        }
    }

    private static int end(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }

    // Greedy with one point of return: the last star seen. Time grows with the product of the lengths at worst.
    private static boolean matches(String pattern, int p, int pEnd, String text, int t, int tEnd) {
        int star = -1;
        int retry = t;
        while (t < tEnd) {
            if (p < pEnd && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pEnd && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pEnd && pattern.charAt(p) == '*') p++;
        return p == pEnd;
    }
}
