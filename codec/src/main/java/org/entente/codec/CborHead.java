// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import org.entente.model.Reason;
import org.entente.model.Refused;

/**
 * The first bytes of a CBOR data item, which say its kind and its size. RFC 8949 §3, which replaces RFC 7049.
 *
 * @param at where it starts in the document
 * @param initial its first byte
 * @param argument a number, a length or a count, as unsigned 64 bits; nothing where the length is open
 * @param end where it ends and what it announces begins
 */
record CborHead(int at, int initial, long argument, int end) {
    private static final int INDEFINITE = 31;
    private static final int TEXT = 3;
    private static final int BREAK = 0xFF;

    /** @throws Refused BAD_REQUEST if it is cut short or reserved */
    static CborHead of(byte[] document, int at) {
        if (at >= document.length) throw refused(document.length, "it ends too early");
        int initial = document[at] & 0xFF;
        int information = initial & 0x1F;
        if (information < 24 || information == INDEFINITE) return new CborHead(at, initial, information, at + 1);
        if (information > 27) throw refused(at, "additional information " + information + " is reserved");
        int end = at + 1 + (1 << (information - 24));
        if (end > document.length) throw refused(document.length, "it ends too early");
        long argument = 0;
        for (int i = at + 1; i < end; i++) argument = (argument << 8) | (document[i] & 0xFF);
        return new CborHead(at, initial, argument, end);
    }

    /**
     * Whether the item is of a kind that oneM2M uses, and as long as it says. [TS-0004 §8.5.1]
     *
     * @param documentBytes size of the whole document
     * @throws Refused BAD_REQUEST if not
     */
    void check(int documentBytes) {
        int left = documentBytes - end;
        switch (major()) {
            case 0, 1 -> {
                if (isOpen()) throw refused(at, "additional information 31 makes no number");
                if (argument < 0) throw refused(at, "a whole number exceeds 64 bits");
            }
            case 2 -> throw refused(at, "a byte string has no JSON form; texts are text strings");
            case TEXT -> demandRoom("text", argument, left, "bytes");
            case 4 -> demandRoom("array", argument, left, "items");
            case 5 -> demandRoom("map", argument, left / 2, "members"); // a name and a value have a byte each
            case 6 -> throw refused(at, "tag " + Long.toUnsignedString(argument) + " has no JSON form");
            default -> checkSimple();
        }
    }

    /** @throws Refused BAD_REQUEST if the item cannot be the name of a member */
    void demandName() {
        if (major() != TEXT) throw refused(at, "the name of a member must be a text string");
    }

    private int major() {
        return initial >> 5;
    }

    /** Whether what it announces goes on until a break. RFC 8949 §3.2 */
    boolean isOpen() {
        return (initial & 0x1F) == INDEFINITE;
    }

    boolean isBreak() {
        return initial == BREAK;
    }

    /** Whether a break stands at a place of a document. */
    static boolean isBreak(byte[] document, int at) {
        return at < document.length && (document[at] & 0xFF) == BREAK;
    }

    /**
     * Judges an item within a text of open length. RFC 8949 §3.2.3
     *
     * @throws Refused BAD_REQUEST if it is no piece of text with a length of its own
     */
    void demandPiece(int documentBytes) {
        if (major() != TEXT || isOpen()) throw refused(at, "a text in pieces holds something else than texts");
        check(documentBytes);
    }

    private void demandRoom(String kind, long claimed, int room, String unit) {
        if (isOpen()) return; // each item within it is judged by itself
        if (Long.compareUnsigned(claimed, room) > 0)
            throw refused(
                    at,
                    "the " + kind + " claims " + Long.toUnsignedString(claimed) + " " + unit
                            + ", more than the document has");
    }

    private void checkSimple() {
        switch (initial & 0x1F) {
            case 20, 21, 22 -> {} // false, true, null
            case 23 -> throw refused(at, "undefined has no JSON form");
            case 25 -> throw refused(at, "a half-precision number is not taken"); // [TS-0004 §8.5.1]
            case 26, 27 -> {} // single and double precision
            case INDEFINITE -> throw refused(at, "a break ends nothing");
            default -> throw refused(at, "simple value " + argument + " has no JSON form");
        }
    }

    static Refused refused(long at, String reason) {
        return new Refused(Reason.CONTENT_MALFORMED, "the content is not valid CBOR: " + reason + " (byte " + at + ")");
    }
}
