// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.entente.cse.access.LocationSource;
import org.entente.cse.geo.Geography;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.cse.semantics.SemanticIndex;
import org.entente.cse.store.Store;
import org.entente.model.type.ResourceTypes;

/**
 * What a CSE finds around it.
 *
 * @param outbounds the ways out by URL scheme in lower case
 * @param targets where the ways out may lead
 * @param pointsOfAccess where this CSE is reached, for its CSEBase. TS-0001 §9.6.3
 */
public record Surroundings(
        ResourceTypes types,
        Store store,
        LocalEntities entities,
        Map<String, Outbound> outbounds,
        AllowedTargets targets,
        List<String> pointsOfAccess,
        LocationSource locations,
        SemanticIndex semantics,
        Geography geography,
        Clock clock,
        RandomGenerator random) {}
