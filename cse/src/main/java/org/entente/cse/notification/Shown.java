// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.Resource;

/** What others see of a resource, under its root name; {@code Answers::representation} tells. */
@FunctionalInterface
public interface Shown {

    Value.Fields representation(Resource resource, View view);
}
