// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.interworking.DeviceModel;

/**
 * Which Modbus devices there are and what their registers mean: data, since a Modbus device cannot tell. TS-0040.
 *
 * @param maps registers by the kind of part that has them
 */
public record Installation(Map<String, List<Register>> maps, List<Station> stations) {
    public static final Installation NONE = new Installation(Map.of(), List.of());

    public Installation {
        maps = Map.copyOf(maps);
        stations = List.copyOf(stations);
    }

    /** How a request is framed on a TCP connection. MODBUS Messaging on TCP/IP 1.0b §3. */
    enum Framing {
        TCP,
        /** As on a serial line, with its check sum: what most gateways to such a line want. */
        RTU_OVER_TCP
    }

    /**
     * A device.
     *
     * @param name it keeps for life
     * @param unit tells devices behind one address apart
     * @param every how often what is observed is read
     */
    public record Station(
            String name, String host, int port, int unit, Framing framing, Duration every, List<Part> parts) {
        public Station {
            parts = List.copyOf(parts);
        }
    }

    /** @param base is added to the addresses of the kind's registers */
    record Part(String kind, int instance, int base) {
        String path() {
            return kind + "/" + instance;
        }
    }

    /** Both together; a map of the other takes the place of one of the same kind. */
    public Installation with(Installation other) {
        var both = new LinkedHashMap<>(maps);
        both.putAll(other.maps);
        var all = new ArrayList<>(stations);
        all.addAll(other.stations);
        return new Installation(both, all);
    }

    /** What its devices are called. */
    public List<String> names() {
        return stations.stream().map(Station::name).toList();
    }

    List<Register> registers(Part part) {
        return maps.getOrDefault(part.kind, List.of()).stream()
                .map(register -> register.shifted(part.base))
                .toList();
    }

    DeviceModel model(Station station) {
        var modules = station.parts.stream()
                .map(part -> new DeviceModel.Module(
                        part.path(),
                        part.kind,
                        part.instance,
                        part.kind,
                        registers(part).stream().map(Register::point).toList(),
                        List.of()))
                .toList();
        return new DeviceModel(station.name, "Modbus device", DeviceModel.Maker.UNKNOWN, modules);
    }
}
