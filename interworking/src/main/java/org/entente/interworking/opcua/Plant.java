// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.entente.interworking.DeviceModel;

/**
 * What a server offers, and where the points and actions of the model are in it.
 *
 * @param variables by path of the point
 * @param methods by path of the action
 * @param notifiers by path of the notifier
 * @param mistakes what was left out, and why
 */
record Plant(
        DeviceModel model,
        Map<String, Variable> variables,
        Map<String, Method> methods,
        Map<String, NodeId> notifiers,
        List<String> mistakes) {
    Plant {
        variables = Map.copyOf(variables);
        methods = Map.copyOf(methods);
        notifiers = Map.copyOf(notifiers);
        mistakes = List.copyOf(mistakes);
    }

    /** @param type the data type of its value, which the form is derived from */
    record Variable(NodeId node, Builtin form, NodeId type, boolean readable, boolean writable) {}

    record Method(NodeId object, NodeId method, List<Argument> takes, List<Argument> gives) {
        DeviceModel.Signature signature() {
            return new DeviceModel.Signature(told(takes), told(gives));
        }

        private static List<DeviceModel.Argument> told(List<Argument> arguments) {
            return arguments.stream()
                    .map(each -> new DeviceModel.Argument(each.name(), each.title()))
                    .toList();
        }
    }

    /**
     * An input or an output of a method.
     *
     * @param type its data type, which the form is derived from
     * @param title what its values look like, for people
     */
    record Argument(String name, Builtin form, NodeId type, String title) {}

    Optional<Variable> variable(String path) {
        return Optional.ofNullable(variables.get(path));
    }

    /** The paths of the points of a part that can be read, or the one that is named. */
    List<String> readable(String path) {
        return variables.entrySet().stream()
                .filter(each -> each.getValue().readable())
                .map(Map.Entry::getKey)
                .filter(each -> each.equals(path) || each.startsWith(path + "/"))
                .sorted()
                .toList();
    }
}
