// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import org.entente.cse.access.Access;
import org.entente.cse.address.Tree;
import org.entente.cse.geo.Geography;
import org.entente.model.primitive.FilterCriteria;

/** What every search makes use of. */
public record Means(Access access, Tree tree, Geography geography) {

    Matcher matcher(FilterCriteria criteria) {
        return Matcher.of(criteria, geography);
    }
}
