// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import org.entente.cse.store.View;
import org.entente.model.primitive.Operation;
import org.entente.model.type.Resource;

/** Whether an originator may do something, asked on its behalf. TS-0001 §11.3.4. */
@FunctionalInterface
public interface Privileges {

    boolean allow(String originator, Operation operation, Resource target, View view);
}
