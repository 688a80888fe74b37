// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Clock;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.semantics.SemanticIndex;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Container;
import org.entente.model.type.CseBase;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.FlexContainerInstance;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Schedule;
import org.entente.model.type.SemanticDescriptor;
import org.entente.model.type.ServiceSubscribedAppRule;
import org.entente.model.type.ServiceSubscribedNode;
import org.entente.model.type.TimeSeries;
import org.entente.model.type.TimeSeriesInstance;

/** The types whose procedures need nothing from elsewhere. */
public final class BasicTypes {
    private BasicTypes() {}

    public static Feature feature(
            Identity identity, Access access, Clock clock, ResourceTypes types, SemanticIndex semantics) {
        return Feature.NONE
                .with(AccessControlPolicy.TYPE, new AccessControlPolicyProcedure(access))
                .with(Container.TYPE, new ContainerProcedure())
                .with(CseBase.TYPE, new CseBaseProcedure(clock))
                .with(FlexContainer.NUMBER, new FlexContainerProcedure(types))
                .with(FlexContainerInstance.NUMBER, new FlexContainerInstanceProcedure())
                .with(MgmtObj.NUMBER, new MgmtObjProcedure())
                .with(Schedule.TYPE, new ScheduleProcedure())
                .with(SemanticDescriptor.TYPE, new SemanticDescriptorProcedure(semantics))
                .with(ServiceSubscribedAppRule.TYPE, new ServiceSubscribedAppRuleProcedure())
                .with(ServiceSubscribedNode.TYPE, new ServiceSubscribedNodeProcedure())
                .with(TimeSeries.TYPE, new TimeSeriesProcedure())
                .with(TimeSeriesInstance.TYPE, new TimeSeriesInstanceProcedure())
                .with(Surplus.KIND, new Surplus(identity));
    }
}
