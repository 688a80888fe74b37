// SPDX-License-Identifier: Apache-2.0
/** Events, the notices they cause, and their way to the targets. TS-0004 §7.5. */
@NullMarked
package org.entente.cse.notification;

import org.jspecify.annotations.NullMarked;
