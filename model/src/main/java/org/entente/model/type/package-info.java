// SPDX-License-Identifier: Apache-2.0
/** Attributes, data types and resource types, written like the specification's tables, and the resources made of them. */
@NullMarked
package org.entente.model.type;

import org.jspecify.annotations.NullMarked;
