// SPDX-License-Identifier: Apache-2.0
/** Export and import of subtrees, as an ordinary originator of any CSE. */
@NullMarked
package org.entente.app.transfer;

import org.jspecify.annotations.NullMarked;
