// SPDX-License-Identifier: Apache-2.0
/** What the IN-CSE has a say in when AEs register at other CSEs: identifiers, and service subscriptions. TS-0001 §10.2.2.2. */
@NullMarked
package org.entente.cse.sponsored;

import org.jspecify.annotations.NullMarked;
