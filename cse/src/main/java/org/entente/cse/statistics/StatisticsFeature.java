// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.statistics;

import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.EventConfig;
import org.entente.model.type.StatsCollect;

/** What is to be counted for whom. TS-0001 §9.6.23 to §9.6.25 */
public final class StatisticsFeature {
    private StatisticsFeature() {}

    public static Feature of(Identity identity) {
        return Feature.NONE
                .with(EventConfig.TYPE, new EventConfigProcedure())
                .with(StatsCollect.TYPE, new StatsCollectProcedure(identity));
    }
}
