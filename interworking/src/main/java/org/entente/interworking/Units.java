// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What units are called by different standards, and how many of one make another: data. UCUM, UN/CEFACT 20, SenML. */
public final class Units {
    private static final Map<String, Unit> BY_NAME = read();

    private Units() {}

    /**
     * A unit of a quantity: {@code value * factor + offset} is the value in the first unit of that quantity.
     *
     * @param name the UCUM code
     * @param cefact the code of UN/CEFACT Recommendation 20; empty if it has none
     */
    public record Unit(String quantity, String name, double factor, double offset, String cefact) {

        /** Empty if the two measure different things. */
        public Optional<Conversion.Scaled> to(Unit other) {
            if (!quantity.equals(other.quantity)) return Optional.empty();
            return Optional.of(new Conversion.Scaled(factor / other.factor, (offset - other.offset) / other.factor));
        }
    }

    /** The unit that any of the known vocabularies calls so. */
    public static Optional<Unit> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.strip()));
    }

    private static Map<String, Unit> read() {
        var units = new HashMap<String, Unit>();
        try (var in = Objects.requireNonNull(Units.class.getResourceAsStream("units.tsv"), "units.tsv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) continue;
                var cells = line.split("\t");
                var unit = new Unit(
                        cells[0],
                        cells[1],
                        Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3]),
                        cells.length > 5 ? cells[5] : "");
                register(units, cells[1], unit);
                if (cells.length > 4) for (var name : cells[4].split(" ")) register(units, name, unit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(units);
    }

    private static void register(Map<String, Unit> units, String name, Unit unit) {
        if (units.put(name, unit) != null) throw new IllegalStateException("two units are called " + name);
    }
}
