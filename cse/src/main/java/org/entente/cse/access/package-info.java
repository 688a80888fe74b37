// SPDX-License-Identifier: Apache-2.0
/** Who may do what: access control policies and registration rules. TS-0001 §11.3, TS-0003 §7. */
@NullMarked
package org.entente.cse.access;

import org.jspecify.annotations.NullMarked;
