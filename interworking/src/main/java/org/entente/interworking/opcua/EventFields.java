// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.client.subscriptions.EventFilterBuilder;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.FilterOperator;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElement;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.LiteralOperand;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * What is asked of an event, and what its answers become. OPC 10000-5 §6.4.2, OPC 10000-9 §5.5.2.
 *
 * @param nameOfType the same on every server
 * @param complaint is told what makes no sense
 */
record EventFields(Values values, Function<NodeId, String> nameOfType, Consumer<String> complaint) {
    private static final int LONGEST_TEXT = 1000;

    /** The type's own comes first. */
    private static final List<Field> ALL = List.of(
            new Field("EventType", NodeIds.BaseEventType, "EventType"),
            new Field("EventId", NodeIds.BaseEventType, "EventId"),
            new Field("SourceName", NodeIds.BaseEventType, "SourceName"),
            new Field("Time", NodeIds.BaseEventType, "Time"),
            new Field("Message", NodeIds.BaseEventType, "Message"),
            new Field("Severity", NodeIds.BaseEventType, "Severity"),
            new Field("ConditionName", NodeIds.ConditionType, "ConditionName"),
            new Field("Retain", NodeIds.ConditionType, "Retain"),
            // The state itself is told in the words of the server's language.
            new Field("AckedState", NodeIds.AcknowledgeableConditionType, "AckedState", "Id"),
            new Field("ActiveState", NodeIds.AlarmConditionType, "ActiveState", "Id"));

    private record Field(String name, NodeId type, List<QualifiedName> path) {
        Field(String name, NodeId type, String... path) {
            this(
                    name,
                    type,
                    List.of(path).stream()
                            .map(each -> new QualifiedName(0, each))
                            .toList());
        }
    }

    EventFilter filter() {
        var filter = new EventFilterBuilder();
        for (var field : ALL) filter.select(field.type(), field.path());
        return filter.build();
    }

    /** Asks for events of one type and its subtypes alone, and of them for the type. [OPC 10000-4 §7.7.3] */
    static EventFilter typeOnly(EncodingContext context, NodeId type) {
        var wanted = ExtensionObject.encode(context, new LiteralOperand(Variant.of(type)));
        var ofType = new ContentFilterElement(FilterOperator.OfType, new ExtensionObject[] {wanted});
        return new EventFilterBuilder()
                .select(ALL.getFirst().type(), ALL.getFirst().path())
                .where(new ContentFilter(new ContentFilterElement[] {ofType}))
                .build();
    }

    static Optional<NodeId> type(Variant[] told) {
        return told.length > 0 && told[0].value() instanceof NodeId type ? Optional.of(type) : Optional.empty();
    }

    /** What an event does not have is left out. */
    Value.Fields event(Variant[] told) {
        var event = Value.Fields.EMPTY;
        for (int i = 0; i < Math.min(told.length, ALL.size()); i++) {
            var name = ALL.get(i).name();
            var value = value(told[i], name);
            if (value.isPresent()) event = event.with(name, value.get());
        }
        return event;
    }

    private Optional<Value> value(Variant told, String name) {
        if (told.value() instanceof NodeId type) return Optional.of(Value.of(nameOfType.apply(type)));
        try {
            return values.of(told, "an event's " + name).map(value -> bounded(value, name));
        } catch (Refused refused) {
            complaint.accept(refused.sentence());
            return Optional.empty();
        }
    }

    private static Value bounded(Value value, String name) {
        return switch (value) {
            case Value.Text(var text) -> Value.of(bounded(text));
            case Value.Whole _, Value.Real _, Value.Bool _ -> value;
            case Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest("an event's " + name + " is no simple value");
        };
    }

    private static String bounded(String text) {
        if (text.length() <= LONGEST_TEXT) return text;
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "…";
    }
}
