// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.leshan.core.model.InvalidDDFFileException;
import org.eclipse.leshan.core.model.InvalidModelException;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;

/**
 * What a user's files say of objects that the hub does not know, or knows otherwise.
 *
 * @param objects every version of an object, by its number
 */
public record Catalogue(Map<Integer, List<ObjectModel>> objects) {
    public static final Catalogue NONE = new Catalogue(Map.of());

    public Catalogue {
        objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
    }

    static Catalogue of(List<ObjectModel> models) {
        return new Catalogue(models.stream().collect(Collectors.groupingBy(model -> model.id)));
    }

    /** These objects, and those of another one in the place of the same. */
    public Catalogue with(Catalogue further) {
        var all = new LinkedHashMap<>(objects);
        all.putAll(further.objects);
        return new Catalogue(all);
    }

    /** These objects in the place of the same among others. */
    List<ObjectModel> over(List<ObjectModel> others) {
        return Stream.concat(
                        others.stream().filter(model -> !objects.containsKey(model.id)),
                        objects.values().stream().flatMap(List::stream))
                .toList();
    }

    /**
     * Reads XML files as the OMA registry has them.
     *
     * @param place a file, or a folder with files that end in {@code .xml}
     * @throws IllegalArgumentException with the file and what is wrong with it
     */
    public static Catalogue ofRegistry(Path place) {
        if (!Files.isDirectory(place)) return of(defined(place));
        try (var files = Files.list(place)) {
            return of(files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .flatMap(file -> defined(file).stream())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + place + " cannot be read", e);
        }
    }

    private static List<ObjectModel> defined(Path file) {
        try (var in = Files.newInputStream(file)) {
            return ObjectLoader.loadDdfFile(in, file.toString(), true);
        } catch (InvalidDDFFileException | InvalidModelException e) {
            var reason = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new IllegalArgumentException(
                    file + " defines no object as the registry does: " + e.getMessage() + reason, e);
        } catch (IOException e) {
            throw new UncheckedIOException("the definition " + file + " cannot be read", e);
        }
    }
}
