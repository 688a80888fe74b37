// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.entente.interworking.Mapping;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Units;
import org.entente.interworking.lwm2m.Catalogue;
import org.entente.interworking.lwm2m.CatalogueReader;
import org.entente.interworking.modbus.Installation;
import org.entente.interworking.modbus.InstallationReader;
import org.entente.interworking.mqtt.Things;
import org.entente.interworking.mqtt.ThingsReader;
import org.entente.interworking.ocf.Stations;
import org.entente.interworking.ocf.StationsReader;
import org.entente.interworking.opcua.Servers;
import org.entente.interworking.opcua.ServersReader;
import org.entente.model.type.ResourceTypes;

/**
 * The shipped mappings with those of a user's files in the place of the same parts.
 *
 * @param lwm2m the objects that nobody else defines
 * @param modbus the devices that cannot tell themselves that they are there
 * @param opcua the servers that are visited
 * @param ocf the devices that somebody described
 * @param things those that speak MQTT in a language of their own
 */
record DeviceFiles(
        Map<String, Mapping> mappings,
        Catalogue lwm2m,
        Installation modbus,
        Servers opcua,
        Stations ocf,
        Things things) {
    private static final List<String> STANDARDS = List.of("lwm2m", "modbus", "opcua", "ocf", "mqtt", "zigbee2mqtt");

    /** @throws Configuration.Mistakes with the mistakes of all files */
    static DeviceFiles read(List<String> files, ResourceTypes types) {
        var reader = new MappingReader(types);
        var mappings = new LinkedHashMap<String, Mapping>();
        for (var standard : STANDARDS) mappings.put(standard, reader.shipped(standard));
        var lwm2m = Catalogue.NONE;
        var modbus = Installation.NONE;
        var opcua = Servers.NONE;
        var ocf = Stations.NONE;
        var things = Things.NONE;
        var mistakes = new ArrayList<String>();
        for (var name : files) {
            try (var in = Files.newInputStream(Path.of(name))) {
                var sheet = Sheet.of(in, name);
                var further = reader.read(sheet);
                take(further, mappings, sheet);
                var names = new Names(sheet);
                switch (further.standard()) {
                    case "lwm2m" -> lwm2m = lwm2m.with(CatalogueReader.read(sheet));
                    case "modbus" ->
                        modbus = names.both(
                                modbus, InstallationReader.read(sheet), Installation::names, Installation::with);
                    case "opcua" -> opcua = names.both(opcua, ServersReader.read(sheet), Servers::names, Servers::with);
                    case "ocf" -> ocf = names.both(ocf, StationsReader.read(sheet), Stations::names, Stations::with);
                    case "mqtt" -> things = names.both(things, ThingsReader.read(sheet), Things::names, Things::with);
                    default -> {
                        // Those that zigbee2mqtt lists tell all of it themselves.
                    }
                }
                sheet.refuseMistakes();
            } catch (IOException e) {
                throw new UncheckedIOException("the mapping file " + name + " cannot be read", e);
            } catch (IllegalArgumentException e) {
                mistakes.add(String.valueOf(e.getMessage()));
            }
        }
        if (!mistakes.isEmpty()) throw new Configuration.Mistakes(mistakes);
        return new DeviceFiles(mappings, lwm2m, modbus, opcua, ocf, things);
    }

    /** Refuses devices of one standard that are called the same in two files. */
    private record Names(Sheet sheet) {
        <T> T both(T before, T further, Function<T, List<String>> names, BinaryOperator<T> with) {
            for (var name : names.apply(further))
                if (names.apply(before).contains(name)) sheet.mistake("device " + name + " stands in another file too");
            return with.apply(before, further);
        }
    }

    private static void take(Mapping further, Map<String, Mapping> mappings, Sheet sheet) {
        var shipped = mappings.get(further.standard());
        if (shipped == null) {
            if (!further.standard().isEmpty())
                sheet.mistake(sheet.where(sheet.root(), "standard", "standard") + " must be one of "
                        + String.join(", ", STANDARDS) + ", not " + further.standard());
            return;
        }
        var both = shipped.with(further);
        both.clashes().stream()
                .filter(clash -> !further.clashes().contains(clash))
                .forEach(sheet::mistake);
        mappings.put(further.standard(), both);
    }

    /** The units of attributes, whichever standard they came from. */
    Map<String, Units.Unit> units() {
        return Mapping.units(mappings.values());
    }

    Mapping mapping(String standard) {
        return Objects.requireNonNull(mappings.get(standard), standard);
    }
}
