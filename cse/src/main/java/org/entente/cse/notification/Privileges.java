// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import org.entente.cse.access.AccessOperation;
import org.entente.cse.store.View;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/** Whether a request's originator may do something on any resource; {@code Access::allows} tells. TS-0001 §11.3.4. */
@FunctionalInterface
public interface Privileges {

    boolean allows(Request request, Resource resource, AccessOperation operation, View view);
}
