// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.Extent;
import org.entente.cse.address.Tree;
import org.entente.cse.geo.Geography;
import org.entente.cse.store.View;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What every search makes use of. */
public record Means(Access access, Tree tree, Geography geography) {

    /**
     * The conditions of a request's filter. Of a parent or a child of what they are held against they see what the
     * originator may see: nobody finds out by them what may not be read.
     *
     * @param privilege that the originator needs on these
     */
    Matcher matcher(Request request, AccessOperation privilege, View view) {
        return Matcher.of(
                request.filter(), geography, other -> seen(other, access.extent(request, other, privilege, view)));
    }

    private static Optional<Resource> seen(Resource resource, Extent extent) {
        return extent.isNone() ? Optional.empty() : Optional.of(visible(resource, extent));
    }

    /** What of a resource may be seen, under its place in the tree. */
    static Resource visible(Resource resource, Extent extent) {
        if (extent.whole()) return resource;
        var visible = new LinkedHashMap<>(resource.attributes());
        visible.keySet()
                .removeIf(name -> !extent.covers(name)
                        && !name.equals(Attributes.RI.shortName())
                        && !name.equals(Attributes.PI.shortName()));
        return new Resource(resource.type(), resource.path(), visible);
    }
}
