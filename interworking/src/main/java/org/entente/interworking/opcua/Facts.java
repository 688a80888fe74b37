// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Units;
import org.entente.interworking.opcua.Service.Asked;

/** What objects, variables and methods say about themselves. OPC 10000-3 §5.6, OPC 10000-8 §5.3. Not for two threads. */
final class Facts {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EVENTS = 1;
    private static final String CEFACT = "http://www.opcfoundation.org/UA/units/un/cefact";
    static final String UNIT = "EngineeringUnits";
    static final String RANGE = "EURange";
    static final String INPUTS = "InputArguments";
    static final String OUTPUTS = "OutputArguments";
    /** Stands for one that cannot be read. */
    private static final Argument UNKNOWN = new Argument("", NodeId.NULL_VALUE, -1, null, LocalizedText.NULL_VALUE);

    private final OpcUaClient client;
    private final Service service;
    private final Map<Asked, DataValue> known = new HashMap<>();

    Facts(OpcUaClient client, Service service) {
        this.client = client;
        this.service = service;
    }

    void learn(Spot root) throws UaException {
        var asked = new ArrayList<Asked>();
        for (var spot : root.all().toList()) {
            if (spot.kind() == NodeClass.Object) asked.add(new Asked(spot.id(), AttributeId.EventNotifier));
            if (spot.kind() == NodeClass.Variable)
                for (var attribute : List.of(
                        AttributeId.DataType,
                        AttributeId.ValueRank,
                        AttributeId.AccessLevel,
                        AttributeId.UserAccessLevel)) asked.add(new Asked(spot.id(), attribute));
            for (var name : List.of(UNIT, RANGE, INPUTS, OUTPUTS))
                property(spot, name).ifPresent(each -> asked.add(new Asked(each.id(), AttributeId.Value)));
        }
        var answers = service.read(asked);
        for (int i = 0; i < asked.size(); i++) known.put(asked.get(i), answers.get(i));
    }

    private static Optional<Spot> property(Spot spot, String name) {
        return spot.children(NodeClass.Variable)
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    private Optional<Object> value(NodeId node, AttributeId attribute) {
        return Optional.ofNullable(known.get(new Asked(node, attribute)))
                .filter(each -> !each.statusCode().isBad())
                .map(each -> each.value().value());
    }

    /** The null node if the server does not say it. */
    NodeId dataType(Spot variable) {
        return value(variable.id(), AttributeId.DataType).orElse(NodeId.NULL_VALUE) instanceof NodeId type
                ? type
                : NodeId.NULL_VALUE;
    }

    boolean isArray(Spot variable) {
        return value(variable.id(), AttributeId.ValueRank).orElse(-1) instanceof Integer rank && rank >= 0;
    }

    /** Whether one may listen to its events. [OPC 10000-3 §8.59] */
    boolean isNotifier(Spot object) {
        return isNotifier(value(object.id(), AttributeId.EventNotifier));
    }

    /** The same for one that was not met. */
    boolean isNotifier(NodeId object) throws UaException {
        var answer = service.read(List.of(new Asked(object, AttributeId.EventNotifier)))
                .getFirst();
        return isNotifier(Optional.of(answer)
                .filter(each -> !each.statusCode().isBad())
                .map(each -> each.value().value()));
    }

    private static boolean isNotifier(Optional<Object> told) {
        return told.orElse("") instanceof UByte bits && (bits.intValue() & EVENTS) != 0;
    }

    /** What a server does not say, it cannot mean to forbid. */
    boolean isReadable(Spot variable) {
        return access(variable).map(level -> (level & READ) != 0).orElse(true);
    }

    boolean isWritable(Spot variable) {
        return access(variable).map(level -> (level & WRITE) != 0).orElse(false);
    }

    /** What this user may, or what anybody may if the server does not tell users apart. */
    private Optional<Integer> access(Spot variable) {
        return value(variable.id(), AttributeId.UserAccessLevel)
                .or(() -> value(variable.id(), AttributeId.AccessLevel))
                .map(each -> each instanceof UByte level ? level.intValue() : READ);
    }

    /** A name that our table of units knows, or else the server's own; empty if it has none. */
    String unit(Spot variable) {
        return property(variable, UNIT)
                .flatMap(each -> structure(each, EUInformation.class))
                .map(Facts::unit)
                .orElse("");
    }

    private static String unit(EUInformation unit) {
        var shown = unit.getDisplayName() == null ? null : unit.getDisplayName().text();
        var code = CEFACT.equals(unit.getNamespaceUri()) ? code(unit.getUnitId()) : "";
        if (Units.find(code).isPresent() || shown == null || shown.isBlank()) return code;
        return shown;
    }

    /** The code of UN/CEFACT Recommendation 20 stands in the number as letters. [OPC 10000-8 §5.6.3.2] */
    static String code(int number) {
        var code = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            char letter = (char) ((number >> shift) & 0xff);
            if (letter > ' ' && letter <= '~') code.append(letter);
        }
        return code.toString();
    }

    static int number(String code) {
        int number = 0;
        for (char letter : code.toCharArray()) number = number << 8 | letter;
        return number;
    }

    Optional<DeviceModel.Range> range(Spot variable) {
        return property(variable, RANGE)
                .flatMap(each -> structure(each, Range.class))
                .filter(range -> range.getLow() != null && range.getHigh() != null && range.getLow() <= range.getHigh())
                .map(range -> new DeviceModel.Range(range.getLow(), range.getHigh()));
    }

    /** What goes into a method, or comes out. [OPC 10000-3 §8.6] */
    List<Argument> arguments(Spot method, String property) {
        var found = property(method, property).flatMap(each -> value(each.id(), AttributeId.Value));
        if (!(found.orElse("") instanceof ExtensionObject[] objects)) return List.of();
        return Stream.of(objects)
                .map(each -> decoded(each, Argument.class).orElse(UNKNOWN))
                .toList();
    }

    private <T> Optional<T> structure(Spot property, Class<T> wanted) {
        return value(property.id(), AttributeId.Value).orElse("") instanceof ExtensionObject object
                ? decoded(object, wanted)
                : Optional.empty();
    }

    private <T> Optional<T> decoded(ExtensionObject object, Class<T> wanted) {
        try {
            var decoded = object.decode(client.getStaticEncodingContext());
            if (wanted.isInstance(decoded)) return Optional.of(wanted.cast(decoded));
        } catch (UaSerializationException e) {
            // Not what it has to be: as if it were not there.
        }
        return Optional.empty();
    }
}
