// SPDX-License-Identifier: Apache-2.0
package org.entente.model.web;

/** Answers the HTTP requests of one part of the site, such as the console. */
@FunctionalInterface
public interface WebHandler {
    WebResponse handle(WebRequest request);
}
