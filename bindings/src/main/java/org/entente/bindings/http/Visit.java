// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One HTTP request on its way through the server.
 *
 * @param callback to be completed once, when the answer has been written
 * @param socket of the connection that it came over
 */
record Visit(Request request, Response response, Callback callback, WatchedEndPoint socket) {

    static Visit of(Request request, Response response, Callback callback) {
        return new Visit(request, response, callback, socket(connection(request)));
    }

    private static WatchedEndPoint socket(Connection connection) {
        var endPoint = connection.getEndPoint();
        var outer = endPoint instanceof EndPoint.Wrapper inTls ? inTls.unwrap() : endPoint;
        return (WatchedEndPoint) outer; // the connectors make no others
    }

    static Connection connection(Request request) {
        return request.getConnectionMetaData().getConnection();
    }

    HttpFields headers() {
        return request.getHeaders();
    }

    HttpFields.Mutable answered() {
        return response.getHeaders();
    }

    /** A header of the request; empty if there is none. */
    String header(String name) {
        var value = headers().get(name);
        return value == null ? "" : value;
    }
}
