// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;

/** The objects whose meaning is known: those of LwM2M itself, and what objects.tsv says of others. */
public final class ObjectModels {
    private ObjectModels() {}

    /** All versions, for a server that meets devices of every age. */
    static List<ObjectModel> all() {
        return with(ObjectLoader.loadAllDefault());
    }

    /** The newest version of each, for a device. */
    public static List<ObjectModel> newest() {
        return with(ObjectLoader.loadDefault());
    }

    private static List<ObjectModel> with(List<ObjectModel> own) {
        var models = new ArrayList<>(own);
        models.addAll(listed());
        return List.copyOf(models);
    }

    /** The objects of the table. */
    static List<ObjectModel> listed() {
        try (var in = Objects.requireNonNull(ObjectModels.class.getResourceAsStream("objects.tsv"), "objects.tsv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var models = new ArrayList<ObjectModel>();
            var object = new String[0];
            var resources = new ArrayList<ResourceModel>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var cells = line.split("\t", -1);
                if (line.startsWith("#")) continue;
                if (cells[0].isEmpty()) {
                    resources.add(resource(cells));
                    continue;
                }
                if (object.length > 0) models.add(object(object, resources));
                object = cells;
                resources = new ArrayList<>();
            }
            models.add(object(object, resources));
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectModel object(String[] cells, List<ResourceModel> resources) {
        return new ObjectModel(
                Integer.valueOf(cells[0]), cells[3], "", cells[1], cells[2].equals("M"), false, resources);
    }

    private static ResourceModel resource(String[] cells) {
        return new ResourceModel(
                Integer.valueOf(cells[1]),
                cells[7],
                Operations.valueOf(cells[2]),
                cells[3].startsWith("M"),
                cells[3].endsWith("M"),
                cells[4].isEmpty() ? ResourceModel.Type.NONE : ResourceModel.Type.valueOf(cells[4]),
                cells[6],
                cells[5],
                "");
    }
}
