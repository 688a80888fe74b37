// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * What a device wrote in CBOR, as values. Devices write open lengths, half precision, byte strings and tags, and oneM2M
 * has not all of these: a byte string becomes base64 text, a tag is passed over. RFC 8949, OCF Core §12.2.4.
 */
final class Payload {
    private static final int DEEPEST = 16;
    /** A name that stands twice is an error; members stay in the order in which the device has them. */
    private static final CBOREncodeOptions OPTIONS = new CBOREncodeOptions("allowduplicatekeys=0;keepkeyorder=1");

    private Payload() {}

    /** @throws Refused with what is wrong */
    static Value read(byte[] document) {
        try {
            return value(CBORObject.DecodeFromBytes(document, OPTIONS), 0);
        } catch (CBORException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Value value(CBORObject item, int depth) {
        if (depth > DEEPEST) throw malformed("it nests deeper than " + DEEPEST + " levels");
        return switch (item.getType()) {
            case Boolean -> Value.of(item.AsBoolean());
            case Integer -> whole(item);
            case FloatingPoint -> real(item.AsDoubleValue());
            case ByteString -> Value.of(Base64.getEncoder().encodeToString(item.GetByteString()));
            case TextString -> Value.of(item.AsString());
            case Array -> items(item, depth);
            case Map -> fields(item, depth);
            case SimpleValue -> nothing(item);
            case Number -> throw malformed("a number is of no known kind");
        };
    }

    private static Value whole(CBORObject item) {
        if (!item.CanValueFitInInt64()) throw malformed("a whole number exceeds 64 bits");
        return Value.of(item.AsInt64Value());
    }

    private static Value real(double number) {
        if (!Double.isFinite(number)) throw malformed("a number is not finite");
        return Value.of(number);
    }

    private static Value items(CBORObject item, int depth) {
        var values = new ArrayList<Value>();
        for (var each : item.getValues()) values.add(value(each, depth + 1));
        return Value.of(values);
    }

    private static Value fields(CBORObject item, int depth) {
        var members = new LinkedHashMap<String, Value>();
        for (var entry : item.getEntries()) {
            if (entry.getKey().getType() != CBORType.TextString) throw malformed("the name of a member is no text");
            members.put(entry.getKey().AsString(), value(entry.getValue(), depth + 1));
        }
        return new Value.Fields(members);
    }

    private static Value nothing(CBORObject item) {
        if (item.isNull() || item.isUndefined()) return Value.Deleted.DELETED;
        throw malformed("a simple value says nothing");
    }

    private static Refused malformed(String reason) {
        return Refused.badRequest("malformed CBOR: " + reason);
    }
}
