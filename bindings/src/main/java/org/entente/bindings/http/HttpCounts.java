// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

/**
 * What the HTTP server has seen.
 *
 * @param connections open now
 * @param activeRequests begun and not yet answered
 * @param succeeded answers 2xx since the start
 * @param refused answers 4xx since the start
 * @param failed answers 5xx since the start
 */
public record HttpCounts(int connections, long activeRequests, long succeeded, long refused, long failed) {}
