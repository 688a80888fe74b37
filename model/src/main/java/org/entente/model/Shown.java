// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

/** A stranger's text made fit to stand in a sentence: short, and without control characters. */
public final class Shown {
    private static final int MOST = 40;

    private Shown() {}

    public static String of(String text) {
        var cut = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
        // No stream: every request's identifier is shown so.
        for (int i = 0; i < cut.length(); i++) if (isDangerous(cut.charAt(i))) return replaced(cut);
        return cut;
    }

    private static String replaced(String text) {
        var out = new StringBuilder(text.length());
        text.chars().forEach(c -> out.append(isDangerous(c) ? '?' : (char) c));
        return out.toString();
    }

    private static boolean isDangerous(int c) {
        return Character.isISOControl(c) || Character.isSurrogate((char) c);
    }
}
