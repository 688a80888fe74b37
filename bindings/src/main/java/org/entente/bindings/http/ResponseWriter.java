// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.entente.bindings.wire.Parts;
import org.entente.bindings.wire.Target;
import org.entente.codec.Codecs;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Response;

/** Makes headers and body of a response primitive. TS-0009 §6.4, §6.5. */
final class ResponseWriter {
    private static final byte[] NO_BODY = {};
    private static final Map<String, HttpField> CONTENT_TYPES = Stream.of(
                    MediaTypes.JSON,
                    MediaTypes.RESOURCE,
                    MediaTypes.CBOR,
                    MediaTypes.CBOR_RESOURCE,
                    MediaTypes.XML,
                    MediaTypes.XML_RESOURCE)
            .collect(Collectors.toMap(
                    Function.identity(), name -> new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, name)));
    private static final Map<ResultCode, HttpField> CODES = codes();

    private final Codecs codecs;

    ResponseWriter(Codecs codecs) {
        this.codecs = codecs;
    }

    private static Map<ResultCode, HttpField> codes() {
        var fields = new EnumMap<ResultCode, HttpField>(ResultCode.class);
        for (var code : ResultCode.values())
            fields.put(code, new PreEncodedHttpField(HeaderFields.STATUS, Integer.toString(code.number())));
        return fields;
    }

    /**
     * Adds the headers and gives the body, empty if there is none.
     *
     * @param mediaType the Content-Type that the sender takes, one of {@link MediaTypes}
     */
    byte[] write(Response response, String mediaType, HttpFields.Mutable headers) {
        headers.put(CODES.get(response.code()));
        if (!response.id().isEmpty()) headers.put(HeaderFields.REQUEST_ID, response.id());
        HeaderFields.write(response.others(), headers);
        if (response.code() == ResultCode.CREATED)
            Parts.created(response.content())
                    .ifPresent(uri -> headers.put(HttpHeader.CONTENT_LOCATION, Target.path(uri)));
        var content = Parts.content(response);
        if (content.members().isEmpty()) return NO_BODY;
        headers.put(CONTENT_TYPES.get(mediaType));
        return codecs.of(MediaTypes.serialization(mediaType).orElseThrow()).write(content);
    }
}
