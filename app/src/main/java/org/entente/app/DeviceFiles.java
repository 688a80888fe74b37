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
import org.entente.interworking.Mapping;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.modbus.Installation;
import org.entente.interworking.modbus.InstallationReader;
import org.entente.interworking.opcua.Servers;
import org.entente.interworking.opcua.ServersReader;
import org.entente.model.type.ResourceTypes;

/**
 * The shipped mappings with those of a user's files in the place of the same parts.
 *
 * @param modbus the devices that cannot tell themselves that they are there
 * @param opcua the servers that are visited
 */
record DeviceFiles(Map<String, Mapping> mappings, Installation modbus, Servers opcua) {
    private static final List<String> STANDARDS = List.of("lwm2m", "modbus", "opcua");

    /** @throws Configuration.Mistakes with the mistakes of all files */
    static DeviceFiles read(List<String> files, ResourceTypes types) {
        var reader = new MappingReader(types);
        var mappings = new LinkedHashMap<String, Mapping>();
        for (var standard : STANDARDS) mappings.put(standard, reader.shipped(standard));
        var modbus = Installation.NONE;
        var opcua = Servers.NONE;
        var mistakes = new ArrayList<String>();
        for (var name : files) {
            try (var in = Files.newInputStream(Path.of(name))) {
                var sheet = Sheet.of(in, name);
                var further = reader.read(sheet);
                take(further, mappings, sheet);
                if (further.standard().equals("modbus")) modbus = both(modbus, InstallationReader.read(sheet), sheet);
                if (further.standard().equals("opcua")) opcua = both(opcua, ServersReader.read(sheet), sheet);
                sheet.refuseMistakes();
            } catch (IOException e) {
                throw new UncheckedIOException("the mapping file " + name + " cannot be read", e);
            } catch (IllegalArgumentException e) {
                mistakes.add(String.valueOf(e.getMessage()));
            }
        }
        if (!mistakes.isEmpty()) throw new Configuration.Mistakes(mistakes);
        return new DeviceFiles(mappings, modbus, opcua);
    }

    private static Installation both(Installation before, Installation further, Sheet sheet) {
        refuseTwice(before.names(), further.names(), sheet);
        return before.with(further);
    }

    private static Servers both(Servers before, Servers further, Sheet sheet) {
        refuseTwice(before.names(), further.names(), sheet);
        return before.with(further);
    }

    private static void refuseTwice(List<String> before, List<String> further, Sheet sheet) {
        for (var name : further)
            if (before.contains(name)) sheet.mistake("device " + name + " stands in another file too");
    }

    private static void take(Mapping further, Map<String, Mapping> mappings, Sheet sheet) {
        var shipped = mappings.get(further.standard());
        if (shipped == null) {
            if (!further.standard().isEmpty())
                sheet.mistake(
                        "standard must be one of " + String.join(", ", STANDARDS) + ", not " + further.standard());
            return;
        }
        var both = shipped.with(further);
        both.clashes().stream()
                .filter(clash -> !further.clashes().contains(clash))
                .forEach(sheet::mistake);
        mappings.put(further.standard(), both);
    }

    Mapping mapping(String standard) {
        return Objects.requireNonNull(mappings.get(standard), standard);
    }
}
