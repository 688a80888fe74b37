// SPDX-License-Identifier: Apache-2.0
/** The two small HTTP shapes that the console offers and the HTTP binding serves. */
@NullMarked
package org.entente.model.web;

import org.jspecify.annotations.NullMarked;
