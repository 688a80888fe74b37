// SPDX-License-Identifier: Apache-2.0
/** The first words of TLS, byte by byte, so that what no library offers any more can be offered. RFC 5246. */
@NullMarked
package org.entente.testware.tls;

import org.jspecify.annotations.NullMarked;
