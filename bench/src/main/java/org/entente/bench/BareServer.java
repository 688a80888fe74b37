// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The limit of a RETRIEVE: Jetty with the threads that the hub gives it, and one answer for everything, notifications
 * too. Argument: a file with the body.
 */
public final class BareServer {
    private BareServer() {}

    public static void main(String[] arguments) throws Exception {
        var server = start(Files.readAllBytes(Path.of(arguments[0])), _ -> {});
        System.out.println("port " + server.getURI().getPort());
        server.join();
    }

    /** @param heard the path of each request, before it is answered */
    static Server start(byte[] body, Consumer<String> heard) throws Exception {
        var threads = new VirtualThreadPool(0);
        threads.setTracking(false);
        var server = new Server(threads);
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                heard.accept(request.getHttpURI().getPath());
                var headers = response.getHeaders();
                headers.put("X-M2M-RSC", "2000");
                var id = request.getHeaders().get("X-M2M-RI");
                headers.put("X-M2M-RI", id == null ? "r1" : id);
                headers.put("X-M2M-RVI", "3");
                headers.put(HttpHeader.CONTENT_TYPE, "application/json");
                response.write(true, ByteBuffer.wrap(body), callback);
                return true;
            }
        });
        server.start();
        return server;
    }
}
