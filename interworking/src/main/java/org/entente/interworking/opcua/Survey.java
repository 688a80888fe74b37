// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.DeviceModel.Action;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Notifier;
import org.entente.interworking.DeviceModel.Point;
import org.entente.interworking.Mapping;
import org.entente.interworking.Units;
import org.entente.interworking.opcua.Plant.Method;
import org.entente.interworking.opcua.Plant.Variable;
import org.entente.interworking.opcua.Servers.Server;

/**
 * Makes a device model of an address space. An object is a part; so is a variable whose type the mapping knows, unless
 * the object's own rule takes it. Their kind is the most special type of theirs that the mapping knows. Used once.
 */
final class Survey {
    /** The point of a variable that is a part by itself. */
    static final String VALUE = "Value";
    /** What an object tells is called so below it. */
    private static final String EVENTS = "events";

    private final OpcUaClient client;
    private final Server server;
    private final Mapping mapping;
    private final Types types;
    private final Structures structures;
    private final Facts facts;
    private final Browser browser;
    private final List<Module> modules = new ArrayList<>();
    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<String, Method> methods = new HashMap<>();
    private final List<Notifier> notifiers = new ArrayList<>();
    private final Map<String, NodeId> notifierNodes = new HashMap<>();

    Survey(OpcUaClient client, Server server, Mapping mapping) throws UaException {
        var service = new Service(client);
        this.client = client;
        this.server = server;
        this.mapping = mapping;
        this.types = new Types(service, client.getNamespaceTable());
        this.structures = Structures.of(client);
        this.facts = new Facts(client, service);
        this.browser = new Browser(service, client.getNamespaceTable(), server.bounds());
    }

    Plant plant() throws UaException {
        var root = root();
        browser.grow(root);
        facts.learn(root);
        var all = root.all().toList();
        types.learn(all.stream().map(Spot::type).toList());
        types.learn(all.stream()
                .filter(spot -> spot.kind() == NodeClass.Variable)
                .map(facts::dataType)
                .toList());
        types.learn(all.stream()
                .filter(spot -> spot.kind() == NodeClass.Method)
                .flatMap(spot ->
                        Stream.of(Facts.INPUTS, Facts.OUTPUTS).flatMap(each -> facts.arguments(spot, each).stream()))
                .map(Argument::getDataType)
                .toList());
        object(root, root.name());
        for (var child : root.below()) nested(child, child.name());
        // Of a server that is several devices each tells its own.
        if (server.root().isEmpty() && facts.isNotifier(NodeIds.Server)) notifier(root, "", "Server", NodeIds.Server);
        var model = new DeviceModel(server.name(), "OPC UA server", Maker.UNKNOWN, modules, notifiers);
        return new Plant(model, variables, methods, notifierNodes, browser.mistakes());
    }

    private Spot root() throws UaException {
        var node = NodeIds.ObjectsFolder;
        if (server.root().isPresent())
            node = ExpandedNodeId.parse(server.root().get()).toNodeIdOrThrow(client.getNamespaceTable());
        var service = new Service(client);
        var name = service.read(List.of(new Service.Asked(node, AttributeId.BrowseName)))
                .getFirst();
        if (name.statusCode().isBad()) throw new UaException(name.statusCode());
        var browseName = name.value().value() instanceof QualifiedName qualified ? qualified.name() : "";
        var type = service.typeOf(node, client.getNamespaceTable());
        var clean = Browser.clean(browseName);
        return new Spot(node, clean, clean, NodeClass.Object, type);
    }

    private void nested(Spot spot, String path) {
        if (spot.kind() != NodeClass.Object) return;
        object(spot, path);
        for (var child : spot.below()) nested(child, path + "." + child.name());
    }

    private void object(Spot spot, String path) {
        var kind = kind(spot, "");
        var taken = kind.map(this::points).orElse(Set.of());
        var points = new ArrayList<Point>();
        var parts = new ArrayList<Spot>();
        for (var child : spot.children(NodeClass.Variable).toList())
            if (!taken.contains(child.name()) && ownKind(child).isPresent()) parts.add(child);
            else point(child, child.name(), path, points);
        var actions = actions(spot, path);
        if (facts.isNotifier(spot)) notifier(spot, path + ".", spot.title(), spot.id());
        if (!points.isEmpty() || !actions.isEmpty()) module(spot, path, kind, points, actions);
        for (var part : parts) part(part, path + "." + part.name());
    }

    /** @param start of the paths of what is in {@code place} */
    private void notifier(Spot place, String start, String title, NodeId node) {
        var taken = place.below().stream().map(Spot::name).toList();
        var path = start + Browser.unlike(taken, EVENTS);
        notifiers.add(new Notifier(path, title));
        notifierNodes.put(path, node);
    }

    private void part(Spot spot, String path) {
        var points = new ArrayList<Point>();
        point(spot, VALUE, path, points);
        module(spot, path, ownKind(spot), points, List.of());
    }

    private void module(Spot spot, String path, Optional<String> kind, List<Point> points, List<Action> actions) {
        var known = kind.orElseGet(() -> types.name(spot.type()));
        modules.add(new Module(path, known, 0, path, spot.title(), points, actions));
    }

    /** A variable, and what describes it below. */
    private void point(Spot spot, String name, String path, List<Point> points) {
        var form = Builtin.of(types.chain(facts.dataType(spot)), facts.isArray(spot));
        var variable =
                new Variable(spot.id(), form, facts.dataType(spot), facts.isReadable(spot), facts.isWritable(spot));
        variables.put(path + "/" + name, variable);
        points.add(new Point(
                name,
                spot.title(),
                form.kind(),
                facts.unit(spot),
                facts.range(spot),
                variable.readable(),
                variable.writable(),
                variable.readable()));
        var inner = name.equals(VALUE) ? "" : name + ".";
        for (var child : spot.children(NodeClass.Variable).toList()) point(child, inner + child.name(), path, points);
    }

    private List<Action> actions(Spot spot, String path) {
        var actions = new ArrayList<Action>();
        for (var node : spot.children(NodeClass.Method).toList()) {
            var method =
                    new Method(spot.id(), node.id(), arguments(node, Facts.INPUTS), arguments(node, Facts.OUTPUTS));
            methods.put(path + "/" + node.name(), method);
            actions.add(new Action(node.name(), node.title(), Optional.of(method.signature())));
        }
        return actions;
    }

    private List<Plant.Argument> arguments(Spot method, String property) {
        var arguments = new ArrayList<Plant.Argument>();
        for (var each : facts.arguments(method, property)) {
            boolean isArray = each.getValueRank() != null && each.getValueRank() >= 0;
            var form = Builtin.of(types.chain(each.getDataType()), isArray);
            var taken = arguments.stream().map(Plant.Argument::name).toList();
            var name = Browser.unlike(taken, Browser.clean(each.getName()));
            var title = structures.title(form, each.getDataType());
            arguments.add(new Plant.Argument(name, form, each.getDataType(), title));
        }
        return arguments;
    }

    private Optional<String> ownKind(Spot variable) {
        var quantity = Units.find(facts.unit(variable)).map(unit -> "?quantity=" + unit.quantity());
        return kind(variable, quantity.orElse(""));
    }

    /** @param quantity tells kinds of one type apart by what they measure */
    private Optional<String> kind(Spot spot, String quantity) {
        for (NodeId type : types.chain(spot.type())) {
            var name = types.name(type);
            if (!quantity.isEmpty() && mapping.part(name + quantity).isPresent()) return Optional.of(name + quantity);
            if (mapping.part(name).isPresent()) return Optional.of(name);
        }
        return Optional.empty();
    }

    /** The points that the rule for a kind reads. */
    private Set<String> points(String kind) {
        var points = new HashSet<String>();
        for (var module : mapping.part(kind).orElseThrow().modules())
            for (var rule : module.points()) {
                if (rule.source() instanceof Mapping.Source.Point(var name)) points.add(name);
                rule.measure().flatMap(Mapping.Measure::toldBy).ifPresent(points::add);
            }
        return points;
    }
}
