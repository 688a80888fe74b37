// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The YAML file of a configuration: its keys with dots, its lists with commas. */
final class ConfigurationFile {
    private static final Pattern PLACE = Pattern.compile("line [0-9]+, column [0-9]+");

    private final Path path;
    private final List<String> mistakes;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<Node> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private ConfigurationFile(Path path, List<String> mistakes) {
        this.path = path;
        this.mistakes = mistakes;
    }

    /** @param mistakes takes a sentence for each */
    static Map<String, String> read(Path path, List<String> mistakes) {
        try {
            var yaml = Files.readString(path);
            new ConfigurationFile(path, mistakes).look("", new Yaml().compose(new StringReader(yaml)));
            return joined(new YamlConfigSource(path.toString(), yaml).getProperties());
        } catch (IOException e) {
            mistakes.add(
                    e instanceof NoSuchFileException
                            ? "there is no configuration " + path
                            : "the configuration " + path + " cannot be read: " + e);
        } catch (RuntimeException e) {
            mistakes.add("the configuration " + path + " is no YAML: "
                    + mistake(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
        return Map.of();
    }

    /** Of what stands there twice the reader takes the last, and forgets all that is below the first. */
    private void look(String above, Node node) {
        if (!(node instanceof MappingNode mapping)) return;
        if (!around.add(node))
            throw new IllegalArgumentException(
                    "line " + (node.getStartMark().getLine() + 1) + " is part of itself, by an alias");
        for (var each : mapping.getValue()) {
            if (!(each.getKeyNode() instanceof ScalarNode key)) continue;
            var name = above + key.getValue();
            int line = key.getStartMark().getLine() + 1;
            var before = lines.putIfAbsent(name, line);
            if (before != null)
                mistakes.add(
                        "the configuration " + path + " has " + name + " twice, in lines " + before + " and " + line);
            look(name + ".", each.getValueNode());
        }
        around.remove(node);
    }

    /** The reader tells what it was at, what is wrong there, and after each of them where. */
    private static String mistake(String said) {
        var lines = said.lines().toList();
        for (int i = lines.size() - 1; i > 0; i--) {
            var place = PLACE.matcher(lines.get(i));
            if (place.find()) return place.group() + ": " + lines.get(i - 1).strip();
        }
        return lines.getFirst();
    }

    /** Lists come as {@code name[0]}, {@code name[1]}; a key has them separated by commas. */
    private static Map<String, String> joined(Map<String, String> flat) {
        var lists = new TreeMap<String, Map<Integer, String>>();
        var all = new LinkedHashMap<String, String>();
        flat.forEach((quoted, value) -> {
            var name = quoted.replace("\"", ""); // names with dots come in quotes
            int bracket = name.indexOf('[');
            if (bracket < 0) all.put(name, value);
            else
                lists.computeIfAbsent(name.substring(0, bracket), _ -> new TreeMap<>())
                        .put(Integer.parseInt(name.substring(bracket + 1, name.indexOf(']'))), value);
        });
        lists.forEach((name, values) -> all.put(name, String.join(",", values.values())));
        return all;
    }
}
