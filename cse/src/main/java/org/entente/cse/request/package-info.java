// SPDX-License-Identifier: Apache-2.0
/** Requests that are answered before they are done: {@code <request>} resources, and who does them. TS-0001 §8.2.2. */
@NullMarked
package org.entente.cse.request;

import org.jspecify.annotations.NullMarked;
