// SPDX-License-Identifier: Apache-2.0
/** Credentials, TLS and DTLS contexts, tokens and certificates. */
@NullMarked
package org.entente.security;

import org.jspecify.annotations.NullMarked;
