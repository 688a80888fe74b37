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
        var body = instance();
        var content = content(body);
        return thread -> {
            var random = new SplittableRandom(seed + thread);
            return () -> {
                int number = random.nextInt(containers);
                return bytes(text("POST", Forest.path(number), Forest.owner(number), content) + body);
            };
        };
    }

    /** RETRIEVEs of the newest instance of the first container. */
    static Source newest() {
        return always(head("GET", Forest.path(0) + "/la", Forest.owner(0), ""));
    }

    /** CREATEs of instances in one container. */
    static Source createsIn(String container) {
        var body = instance();
        return always(bytes(text("POST", container, Forest.owner(0), content(body)) + body));
    }

    /** RETRIEVEs of all members of a group. */
    static Source fanOut(String group) {
        return always(head("GET", group + "/fopt", Forest.READER, ""));
    }

    /** A discovery by an originator whom every policy has to allow it. */
    static Source discoveries(String filter) {
        return always(head("GET", Forest.ROOT + "?fu=1&" + filter, Forest.READER, ""));
    }

    /** Of ten requests seven read, two create, and one finds a page of resources. */
    static Source mixed(int containers, long seed) {
        return thread -> {
            var choice = new SplittableRandom(seed - thread);
            var reading = retrieves(containers, seed).of(thread);
            var creating = creates(containers, seed).of(thread);
            var finding = discoveries("lbl=rare&lim=20").of(thread);
            return () -> {
                int number = choice.nextInt(10);
                return (number < 7 ? reading : number < 9 ? creating : finding).next();
            };
        };
    }

    private static Source always(byte[] request) {
        return _ -> () -> request;
    }

    private static String instance() {
        return "{\"m2m:cin\":{\"con\":\"" + Forest.CONTENT + "\"}}";
    }

    private static String content(String body) {
        return "Content-Type: application/json;ty=4\r\nContent-Length: " + body.length() + "\r\n";
    }

    /** What is no resource: it has no identifier of a request. */
    static byte[] page(String path) {
        return bytes("GET /" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
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
