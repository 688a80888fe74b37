// SPDX-License-Identifier: Apache-2.0
/** What applications put into resources, read as far as somebody has to look into it. */
@NullMarked
package org.entente.cse.content;

import org.jspecify.annotations.NullMarked;
