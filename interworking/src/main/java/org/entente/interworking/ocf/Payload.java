// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * Reads CBOR as devices write it: with open lengths, half precision, byte strings and tags, none of which oneM2M has.
 * RFC 7049, OCF Core §12.2.4. A byte string becomes base64 text.
 */
final class Payload {
    private static final int DEEPEST = 16;
    private static final int OPEN = 31;
    private static final int BREAK = 0xff;

    private final ByteBuffer bytes;

    private Payload(byte[] document) {
        this.bytes = ByteBuffer.wrap(document);
    }

    /** @throws Refused with what is wrong and at which byte */
    static Value read(byte[] document) {
        var payload = new Payload(document);
        var value = payload.item(0);
        if (payload.bytes.hasRemaining()) throw payload.malformed("more follows the value");
        return value;
    }

    private Value item(int depth) {
        if (depth > DEEPEST) throw malformed("it nests deeper than " + DEEPEST + " levels");
        int initial = next();
        int information = initial & 0x1f;
        return switch (initial >> 5) {
            case 0 -> whole(information, 0);
            case 1 -> whole(information, -1);
            case 2 -> Value.of(Base64.getEncoder().encodeToString(string(initial)));
            case 3 -> Value.of(text(initial));
            case 4 -> items(information, depth);
            case 5 -> fields(information, depth);
            case 6 -> {
                argument(information);
                yield item(depth + 1);
            }
            default -> simple(information);
        };
    }

    private Value whole(int information, long turned) {
        long argument = argument(information);
        if (argument < 0) throw malformed("a whole number exceeds 64 bits");
        return Value.of(argument ^ turned);
    }

    private Value items(int information, int depth) {
        var values = new ArrayList<Value>();
        for (long left = count(information, 1); more(left, information); left--) values.add(item(depth + 1));
        return Value.of(values);
    }

    private Value fields(int information, int depth) {
        var members = new LinkedHashMap<String, Value>();
        for (long left = count(information, 2); more(left, information); left--) {
            int initial = next();
            if (initial >> 5 != 3) throw malformed("the name of a member is no text");
            var name = text(initial);
            if (members.put(name, item(depth + 1)) != null) throw malformed("a name stands twice");
        }
        return new Value.Fields(members);
    }

    /** How many members follow, as far as that is said. */
    private long count(int information, int leastBytes) {
        if (information == OPEN) return 0;
        long count = argument(information);
        if (count < 0 || count > bytes.remaining() / leastBytes) throw malformed("it claims more than there is");
        return count;
    }

    private boolean more(long left, int information) {
        if (information != OPEN) return left > 0;
        if (!bytes.hasRemaining()) throw malformed("it ends too early");
        if ((bytes.get(bytes.position()) & 0xff) != BREAK) return true;
        bytes.get();
        return false;
    }

    private String text(int initial) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(string(initial))).toString();
        } catch (CharacterCodingException e) {
            throw malformed("a text is no UTF-8");
        }
    }

    private byte[] string(int initial) {
        if ((initial & 0x1f) != OPEN) return chunk(initial & 0x1f);
        var chunks = new ArrayList<byte[]>();
        while (more(0, OPEN)) {
            int head = next();
            if (head >> 5 != initial >> 5 || (head & 0x1f) == OPEN) throw malformed("a piece is of another kind");
            chunks.add(chunk(head & 0x1f));
        }
        return joined(chunks);
    }

    private static byte[] joined(List<byte[]> chunks) {
        var whole = ByteBuffer.allocate(
                chunks.stream().mapToInt(each -> each.length).sum());
        chunks.forEach(whole::put);
        return whole.array();
    }

    private byte[] chunk(int information) {
        var chunk = new byte[(int) count(information, 1)];
        bytes.get(chunk);
        return chunk;
    }

    private Value simple(int information) {
        return switch (information) {
            case 20 -> Value.of(false);
            case 21 -> Value.of(true);
            case 22, 23 -> Value.Deleted.DELETED;
            case 25 -> real(Float.float16ToFloat((short) argument(information)));
            case 26 -> real(Float.intBitsToFloat((int) argument(information)));
            case 27 -> real(Double.longBitsToDouble(argument(information)));
            default -> throw malformed("simple value " + information + " says nothing");
        };
    }

    private Value real(double number) {
        if (!Double.isFinite(number)) throw malformed("a number is not finite");
        return Value.of(number);
    }

    /** What stands in the initial byte or in those behind it, as unsigned 64 bits. */
    private long argument(int information) {
        if (information < 24) return information;
        if (information > 27) throw malformed("additional information " + information + " has no meaning there");
        long argument = 0;
        for (int i = 0; i < 1 << (information - 24); i++) argument = (argument << 8) | next();
        return argument;
    }

    private int next() {
        if (!bytes.hasRemaining()) throw malformed("it ends too early");
        return bytes.get() & 0xff;
    }

    private Refused malformed(String reason) {
        return Refused.badRequest("malformed CBOR: " + reason + " (byte " + bytes.position() + ")");
    }
}
