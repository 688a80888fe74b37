// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;

/**
 * A response primitive. TS-0004 §7.2.1.2.
 *
 * @param code how the request ended
 * @param id the identifier of the request that it answers
 * @param content the primitive content, empty if there is none
 * @param others all other parameters that are given
 */
public record Response(ResultCode code, String id, Value.Fields content, Map<Parameter, Value> others) {
    /** Where a refusal's sentence stands in the content. TS-0004 §8.2.2-2 (m2m:debugInfo). */
    public static final String DEBUG_INFO = "m2m:dbg";

    private static final Set<String> EARLY = Set.of("1", "2", "2a");

    public Response {
        others = Map.copyOf(others);
    }

    public static Response of(Request request, ResultCode code) {
        return of(request, code, Value.Fields.EMPTY);
    }

    public static Response of(Request request, ResultCode code, Value.Fields content) {
        var rvi = request.find(Parameter.RELEASE_VERSION_INDICATOR);
        // A response speaks the release of its request. TS-0004 §7.2.1.2
        return new Response(
                code,
                request.id(),
                Releases.spoken(content, request),
                rvi.map(v -> Map.of(Parameter.RELEASE_VERSION_INDICATOR, v)).orElse(Map.of()));
    }

    /** A refusal: its sentence in the content, its reason beside it as {@link ErrorWord} has it. */
    public static Response of(Request request, Refused refused) {
        var response = of(
                request,
                Releases.spoken(refused.code(), request),
                Value.field(DEBUG_INFO, Value.of(refused.sentence())));
        if (EARLY.contains(request.text(Parameter.RELEASE_VERSION_INDICATOR).orElse("")))
            return response; // [TS-0004 §6.4.2] vendorInformation came with Release 3
        return response.with(
                Parameter.VENDOR_INFORMATION, Value.of(ErrorWord.of(refused).toString()));
    }

    /** A refusal of what never became a request. */
    public static Response of(String id, Refused refused) {
        return new Response(
                refused.code(),
                id,
                Value.field(DEBUG_INFO, Value.of(refused.sentence())),
                Map.of(
                        Parameter.VENDOR_INFORMATION,
                        Value.of(ErrorWord.of(refused).toString())));
    }

    /** A fault of ours: no detail leaves the process. */
    public static Response fault(Request request, String faultId) {
        return of(request, new Refused(Reason.FAULT, "fault " + faultId + " of the CSE; its log has the details"));
    }

    public Response with(Parameter parameter, Value value) {
        var changed = new EnumMap<Parameter, Value>(Parameter.class);
        changed.putAll(others);
        changed.put(parameter, value);
        return new Response(code, id, content, changed);
    }

    public Response without(Parameter parameter) {
        if (!others.containsKey(parameter)) return this;
        var changed = new EnumMap<Parameter, Value>(others);
        changed.remove(parameter);
        return new Response(code, id, content, changed);
    }

    public Response withId(String id) {
        return new Response(code, id, content, others);
    }

    public Optional<Value> find(Parameter parameter) {
        return Optional.ofNullable(others.get(parameter));
    }

    /** The reason of a refusal, empty if there is none that we understand. */
    public Optional<ErrorWord> error() {
        return others.get(Parameter.VENDOR_INFORMATION) instanceof Value.Text(var text)
                ? ErrorWord.read(text)
                : Optional.empty();
    }

    /** The sentence of a refusal, empty if there is none. */
    public String sentence() {
        return content.text(DEBUG_INFO).orElse("");
    }

    public boolean isSuccess() {
        return code.isSuccess();
    }
}
