// SPDX-License-Identifier: Apache-2.0
/** The interworking engine and its adapters for devices of other standards. */
@NullMarked
package org.entente.interworking;

import org.jspecify.annotations.NullMarked;
