// SPDX-License-Identifier: Apache-2.0
/** The test harness and its suites against any endpoint, with byte-level codecs of their own. */
@NullMarked
package org.entente.testware;

import org.jspecify.annotations.NullMarked;
