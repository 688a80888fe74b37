// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** What a client sends next, as it goes over the wire. Called by one thread. */
@FunctionalInterface
interface Script {
    byte[] next();

    /** One script for each thread of a client. */
    @FunctionalInterface
    interface Source {
        Script of(int thread);
    }

    /** RETRIEVEs of containers at random, each by its owner. */
    static Source retrieves(int containers, long seed) {
        return thread -> {
            var random = new SplittableRandom(seed + thread);
            return () -> {
                int number = random.nextInt(containers);
                return head("GET", Forest.path(number), Forest.owner(number), "");
            };
        };
    }

    /** CREATEs of instances in containers at random, each by the container's owner. */
    static Source creates(int containers, long seed) {
        var body = "{\"m2m:cin\":{\"con\":\"" + Forest.CONTENT + "\"}}";
        var content = "Content-Type: application/json;ty=4\r\nContent-Length: " + body.length() + "\r\n";
        return thread -> {
            var random = new SplittableRandom(seed + thread);
            return () -> {
                int number = random.nextInt(containers);
                return bytes(text("POST", Forest.path(number), Forest.owner(number), content) + body);
            };
        };
    }

    /** The first page of a discovery by label, by an originator whom every policy has to allow it. */
    static Source pages(String label, int size) {
        var request = head("GET", Forest.ROOT + "?fu=1&lbl=" + label + "&lim=" + size, Forest.READER, "");
        return _ -> () -> request;
    }

    static byte[] get(String path) {
        return head("GET", path, Forest.READER, "");
    }

    private static byte[] head(String method, String path, String originator, String more) {
        return bytes(text(method, path, originator, more));
    }

    private static String text(String method, String path, String originator, String more) {
        return method + " /" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-M2M-Origin: " + originator
                + "\r\nX-M2M-RI: r1\r\nX-M2M-RVI: 3\r\n" + more + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
