// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.interworking.DeviceModel.Range;
import org.entente.interworking.Sheet;
import org.entente.interworking.Sheet.Where;
import org.entente.interworking.Units;
import org.entente.interworking.modbus.Installation.Framing;
import org.entente.interworking.modbus.Installation.Part;
import org.entente.interworking.modbus.Installation.Station;
import org.entente.interworking.modbus.Register.Table;

/** Reads register maps and devices from a user's file; mistakes stay in the sheet. */
public final class InstallationReader {
    private static final int USUAL_PORT = 502;
    private static final int HIGHEST = 65535;
    private static final int HIGHEST_UNIT = 255;
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Set<String> REGISTER_KEYS = Set.of(
            "coil", "discrete", "input", "holding", "as", "scale", "unit", "least", "greatest", "title", "read-only");

    private final Sheet sheet;

    private InstallationReader(Sheet sheet) {
        this.sheet = sheet;
    }

    public static Installation read(Sheet sheet) {
        return new InstallationReader(sheet).whole();
    }

    private Installation whole() {
        var maps = new LinkedHashMap<String, List<Register>>();
        for (var part : sheet.maps(sheet.root(), "parts", sheet.whole(), "a part")) {
            var kind = sheet.optional(part, "from").orElse("");
            var registers = new ArrayList<Register>();
            var given = sheet.map(
                    part.getOrDefault("registers", Map.of()), sheet.where(part, "part " + kind + " registers"));
            given.forEach(
                    (name, each) -> register(name, each, sheet.where(given, name, "part " + kind + " register " + name))
                            .ifPresent(registers::add));
            maps.put(kind, registers);
        }
        var stations = new ArrayList<Station>();
        var names = new HashSet<String>();
        for (var device : sheet.maps(sheet.root(), "devices", sheet.whole(), "a device")) {
            var station = station(device, maps);
            if (!names.add(station.name()))
                sheet.mistake(sheet.where(device, "device " + station.name()) + " stands there twice");
            stations.add(station);
        }
        return new Installation(maps, stations);
    }

    private Optional<Register> register(String name, Object given, Where where) {
        var register = sheet.map(given, where);
        sheet.known(register, REGISTER_KEYS, where);
        var tables = new ArrayList<Table>();
        for (var table : Table.values()) if (register.containsKey(key(table))) tables.add(table);
        if (tables.size() != 1) {
            sheet.mistake(where + " needs one of coil, discrete, input, holding");
            return Optional.empty();
        }
        var table = tables.getFirst();
        var form = form(register, table, where);
        var unit = sheet.optional(register, "unit").orElse("");
        if (!unit.isEmpty() && Units.find(unit).isEmpty()) sheet.mistake(where + ": there is no unit " + unit);
        double scale = sheet.number(register, "scale", where).orElse(1);
        if (scale == 0 || !Double.isFinite(scale))
            sheet.mistake(where + ": a scale of " + said(scale) + " loses the value");
        if (register.containsKey("scale")
                && form.filter(each -> each instanceof Form.Bit || each instanceof Form.Text)
                        .isPresent()) sheet.mistake(where + " is no number and has no scale");
        boolean readOnly = sheet.truth(register, "read-only", false, where);
        return form.map(each -> new Register(
                name,
                sheet.optional(register, "title").orElse(name),
                table,
                sheet.whole(register, key(table), 0, HIGHEST, 0, where),
                each,
                scale,
                unit,
                range(register, where),
                table.canBeWritten() && !readOnly));
    }

    private static String said(double scale) {
        return scale == 0 ? "0" : Double.toString(scale);
    }

    private Optional<Form> form(Map<String, Object> register, Table table, Where where) {
        var name = sheet.optional(register, "as").orElse(table.isBits() ? "bit0" : "uint16");
        if (table.isBits() && register.containsKey("as")) sheet.mistake(where + " is a single bit and has no form");
        var form = Form.of(name);
        if (form.isEmpty())
            sheet.mistake(where + ": as must be a form such as int16, uint32, float32le, bit3 or text8, not " + name);
        return form;
    }

    private Optional<Range> range(Map<String, Object> register, Where where) {
        var least = sheet.number(register, "least", where);
        var greatest = sheet.number(register, "greatest", where);
        if (least.isEmpty() && greatest.isEmpty()) return Optional.empty();
        var range = new Range(least.orElse(Double.NEGATIVE_INFINITY), greatest.orElse(Double.POSITIVE_INFINITY));
        if (range.least() > range.greatest()) sheet.mistake(where + ": least is more than greatest");
        return Optional.of(range);
    }

    private Station station(Map<String, Object> device, Map<String, List<Register>> maps) {
        var name = sheet.text(device, "name", sheet.where(device, "a device"));
        var where = sheet.where(device, "device " + name);
        sheet.known(device, Set.of("name", "host", "port", "unit", "framing", "every", "parts"), where);
        var parts = new ArrayList<Part>();
        var instances = new HashMap<String, Integer>();
        for (var each : sheet.list(device.get("parts"), where.and(" parts"))) {
            var part = each instanceof Map<?, ?> ? sheet.map(each, where) : Map.<String, Object>of("kind", each);
            sheet.known(part, Set.of("kind", "base"), where.and(" part"));
            var kind = sheet.text(part, "kind", where.and(" part"));
            if (maps.getOrDefault(kind, List.of()).isEmpty())
                sheet.mistake(where + ": this file has no part " + kind + " with registers");
            var instance = instances.merge(kind, 1, Integer::sum) - 1;
            int base = sheet.whole(part, "base", 0, HIGHEST, 0, where);
            refuseBeyond(maps.getOrDefault(kind, List.of()), base, where.and(" part " + kind));
            parts.add(new Part(kind, instance, base));
        }
        if (parts.isEmpty()) sheet.mistake(where + " has no parts");
        var framing = sheet.oneOf(device, "framing", List.of("tcp", "rtu-over-tcp"), where);
        return new Station(
                name,
                sheet.text(device, "host", where),
                sheet.whole(device, "port", 1, HIGHEST, USUAL_PORT, where),
                sheet.whole(device, "unit", 0, HIGHEST_UNIT, 1, where),
                framing.equals("tcp") ? Framing.TCP : Framing.RTU_OVER_TCP,
                sheet.duration(device, "every", where).orElse(EVERY),
                parts);
    }

    /** An address has 16 bits; one beyond would be another register. */
    private void refuseBeyond(List<Register> registers, int base, Where where) {
        for (var each : registers)
            if (base + each.address() + each.width() - 1 > HIGHEST)
                sheet.mistake(where + " register " + each.name() + " ends beyond " + HIGHEST);
    }

    private static String key(Table table) {
        return table.name().toLowerCase(Locale.ROOT);
    }
}
