// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Feature;
import org.entente.model.type.ExecInstance;
import org.entente.model.type.MgmtCmd;

/** Commands to devices and their executions. TS-0001 §10.2.8 */
public final class CommandFeature {
    private CommandFeature() {}

    public static Feature of(Identity identity, Executions executions) {
        return Feature.NONE
                .with(MgmtCmd.TYPE, new MgmtCmdProcedure(identity, executions))
                .with(ExecInstance.TYPE, new ExecInstanceProcedure(executions))
                .with(ExecInstance.TYPE, executions)
                .with(Executions.KIND, executions);
    }
}
