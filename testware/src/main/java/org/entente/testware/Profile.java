// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** What is claimed of an endpoint (PICS) and what the tester must know about it (PIXIT). */
public record Profile(String name, Set<String> capabilities, Map<String, String> parameters) {
    public Profile {
        capabilities = Set.copyOf(capabilities);
        parameters = Map.copyOf(parameters);
    }

    /** Reads {@code capabilities = A B C}; every other key is a parameter and must be a known one. */
    public static Profile read(String name, Reader text, Profile base, Set<String> knownParameters) throws IOException {
        var properties = new Properties();
        properties.load(text);
        var parameters = new HashMap<>(base.parameters());
        var claimed = properties.remove("capabilities");
        properties.forEach((key, value) -> parameters.put(key.toString(), value.toString()));
        var unknown = parameters.keySet().stream()
                .filter(key -> !knownParameters.contains(key))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("profile " + name + ": unknown " + unknown + ", known are "
                    + knownParameters.stream().sorted().toList());
        }
        return new Profile(name, claimed == null ? base.capabilities() : words(claimed.toString()), parameters);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public Profile with(String parameter, String value) {
        var more = new HashMap<>(parameters);
        more.put(parameter, value);
        return new Profile(name, capabilities, more);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toSet());
    }
}
