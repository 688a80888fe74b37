// SPDX-License-Identifier: Apache-2.0
/** Which CSEs refer to an AE, and what happens when it registers somewhere else. TS-0001 §9.6.45, §10.2.16. */
@NullMarked
package org.entente.cse.contact;

import org.jspecify.annotations.NullMarked;
