// SPDX-License-Identifier: Apache-2.0
/** An OCF device of our own, for the demo. */
@NullMarked
package org.entente.interworking.ocf.sample;

import org.jspecify.annotations.NullMarked;
