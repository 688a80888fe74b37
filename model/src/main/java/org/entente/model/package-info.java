// SPDX-License-Identifier: Apache-2.0
/** The ground of everything: values, result codes, refusals and times; no package of ours lies below it. */
@NullMarked
package org.entente.model;

import org.jspecify.annotations.NullMarked;
