// SPDX-License-Identifier: Apache-2.0
/** What descriptors mean, as RDF. TS-0034. */
@NullMarked
package org.entente.semantics;

import org.jspecify.annotations.NullMarked;
