// SPDX-License-Identifier: Apache-2.0
/** What single steps of a request cost, without the network, the disk and the other steps around them. */
@NullMarked
package org.entente.bench.micro;

import org.jspecify.annotations.NullMarked;
