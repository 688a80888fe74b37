// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAPOptionException;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.option.IntegerOptionDefinition;
import org.eclipse.californium.core.coap.option.OptionDefinition;
import org.eclipse.californium.core.coap.option.StringOptionDefinition;
import org.entente.bindings.wire.ParameterText;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;

/** The options that carry parameters, all of them critical. TS-0008 §6.2.2.4. */
enum OneM2mOption {
    // Times are longer than the 15 characters of the table when they have fractions, and shorter when they are
    // relative.
    OT(259, Kind.TEXT, 40, Parameter.ORIGINATING_TIMESTAMP),
    RTURI(263, Kind.TEXT, 255),
    TY(267, Kind.NUMBER, 2, Parameter.RESOURCE_TYPE),
    RVI(271, Kind.TEXT, 8, Parameter.RELEASE_VERSION_INDICATOR),
    ASRI(275, Kind.TEXT, 255, Parameter.AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION),
    FR(279, Kind.TEXT, 255, Parameter.FROM),
    RQI(283, Kind.TEXT, 255, Parameter.REQUEST_IDENTIFIER),
    RQET(291, Kind.TEXT, 40, Parameter.REQUEST_EXPIRATION_TIMESTAMP),
    RSET(295, Kind.TEXT, 40, Parameter.RESULT_EXPIRATION_TIMESTAMP),
    OET(299, Kind.TEXT, 40, Parameter.OPERATION_EXECUTION_TIME),
    EC(303, Kind.NUMBER, 1, Parameter.EVENT_CATEGORY),
    RSC(307, Kind.NUMBER, 2, Parameter.RESPONSE_STATUS_CODE),
    GID(311, Kind.TEXT, 255, Parameter.GROUP_REQUEST_IDENTIFIER),
    CTO(319, Kind.NUMBER, 4, Parameter.CONTENT_OFFSET),
    CTS(323, Kind.NUMBER, 2, Parameter.CONTENT_STATUS),
    ATI(327, Kind.TEXT, 255, Parameter.ASSIGNED_TOKEN_IDENTIFIERS),
    VSI(331, Kind.TEXT, 255, Parameter.VENDOR_INFORMATION),
    GTM(335, Kind.TEXT, 512, Parameter.GROUP_REQUEST_TARGET_MEMBERS),
    AUS(339, Kind.TEXT, 255, Parameter.AUTHORIZATION_SIGNATURES);

    private enum Kind {
        TEXT,
        NUMBER
    }

    /** The originator of an AE that has no identifier yet. */
    private static final Value NOBODY = Value.of("");

    private static final Map<Integer, OneM2mOption> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toMap(each -> each.definition.getNumber(), Function.identity()));
    private static final Map<Parameter, OneM2mOption> BY_PARAMETER = byParameter();

    private final OptionDefinition definition;
    private final int most;
    private final Optional<Parameter> parameter;

    OneM2mOption(int number, Kind kind, int most) {
        this(number, kind, most, Optional.empty());
    }

    OneM2mOption(int number, Kind kind, int most, Parameter parameter) {
        this(number, kind, most, Optional.of(parameter));
    }

    OneM2mOption(int number, Kind kind, int most, Optional<Parameter> parameter) {
        var name = "oneM2M-" + name();
        this.definition = switch (kind) {
            case TEXT -> new StringOptionDefinition(number, name, true, 0, most);
            case NUMBER -> new IntegerOptionDefinition(number, name, true, 0, most);
        };
        this.most = most;
        this.parameter = parameter;
    }

    private static Map<Parameter, OneM2mOption> byParameter() {
        var options = new EnumMap<Parameter, OneM2mOption>(Parameter.class);
        for (var each : values()) each.parameter.ifPresent(parameter -> options.put(parameter, each));
        return options;
    }

    static OptionDefinition[] definitions() {
        return Arrays.stream(values()).map(each -> each.definition).toArray(OptionDefinition[]::new);
    }

    /** As it is called in messages. */
    String label() {
        return definition.getName();
    }

    /**
     * Every parameter that the options carry.
     *
     * @throws CoAPOptionException if one stands twice [RFC 7252 §5.4.5]
     * @throws Refused BAD_REQUEST if one is not of its parameter's type
     */
    static Map<Parameter, Value> read(OptionSet options) {
        var parameters = new EnumMap<Parameter, Value>(Parameter.class);
        for (var option : options.getOthers()) {
            var known = BY_NUMBER.get(option.getNumber());
            if (known == null || known.parameter.isEmpty()) continue;
            var parameter = known.parameter.get();
            // Nobody counts as one too: whom the sender may speak for was judged by the first that stands there.
            if (parameters.put(parameter, known.value(option, parameter)) != null)
                throw new CoAPOptionException(known.label() + " stands twice", ResponseCode.BAD_OPTION);
        }
        parameters.remove(Parameter.FROM, NOBODY);
        return parameters;
    }

    private Value value(Option option, Parameter parameter) {
        if (definition instanceof IntegerOptionDefinition)
            return parameter.type().check(Value.of(option.getLongValue()), label());
        var text = new String(option.getValue(), UTF_8);
        return text.isEmpty() && parameter == Parameter.FROM ? NOBODY : ParameterText.read(text, parameter, label());
    }

    /** The text of this option alone; empty if it is not there. */
    Optional<String> text(OptionSet options) {
        var found = options.getOtherOption(definition);
        return found == null ? Optional.empty() : Optional.of(new String(found.getValue(), UTF_8));
    }

    /**
     * Adds the options of all parameters that have one.
     *
     * @throws Refused BAD_REQUEST if a text is too long for its option
     */
    static void write(Map<Parameter, Value> parameters, OptionSet options) {
        parameters.forEach((parameter, value) -> {
            var option = BY_PARAMETER.get(parameter);
            if (option != null) option.add(value, parameter, options);
        });
    }

    private void add(Value value, Parameter parameter, OptionSet options) {
        if (definition instanceof IntegerOptionDefinition && value instanceof Value.Whole(var number))
            add(number, options);
        else add(ParameterText.write(value, parameter), options);
    }

    /** @throws Refused BAD_REQUEST if it is too long */
    void add(String text, OptionSet options) {
        var bytes = text.getBytes(UTF_8);
        if (bytes.length > most) throw Refused.badRequest(label() + " cannot carry more than " + most + " bytes");
        // Not by addOption, which looks through all standard options first.
        options.addOtherOption(new Option(definition, bytes));
    }

    /** @throws Refused BAD_REQUEST if it is negative or too large */
    void add(long number, OptionSet options) {
        if (number < 0 || number >>> (8 * most) > 0)
            throw Refused.badRequest(label() + " cannot carry " + number + ", but " + most + " bytes");
        options.addOtherOption(new Option((IntegerOptionDefinition) definition, number));
    }
}
