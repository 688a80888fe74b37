// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.Optional;
import org.entente.codec.Serialization;

/**
 * The name of a topic that primitives go to. TS-0010 §6.4.
 *
 * @param prefix what a point of access has before the topics of oneM2M, without slashes at its ends; mostly empty
 * @param originator the level of who sent the request, or a Credential-ID
 * @param receiver the level of whom the request is for
 */
record Topic(String prefix, Kind kind, String originator, String receiver, Serialization serialization) {

    /** What travels on it. */
    enum Kind {
        REQUEST("req"),
        RESPONSE("resp"),
        REGISTRATION_REQUEST("reg_req"),
        REGISTRATION_RESPONSE("reg_resp");

        private final String level;

        Kind(String level) {
            this.level = level;
        }

        boolean isRequest() {
            return this == REQUEST || this == REGISTRATION_REQUEST;
        }

        /** The kind that answers go to, which is its own where it is one of answers. */
        private Kind answer() {
            return switch (this) {
                case REQUEST, RESPONSE -> RESPONSE;
                case REGISTRATION_REQUEST, REGISTRATION_RESPONSE -> REGISTRATION_RESPONSE;
            };
        }
    }

    /** Empty if it is none of ours. */
    static Optional<Topic> read(String prefix, String name) {
        var root = root(prefix);
        if (!name.startsWith(root)) return Optional.empty();
        var levels = name.substring(root.length()).split("/", -1);
        if (levels.length != 4 || !Level.isPlain(levels[1]) || !Level.isPlain(levels[2])) return Optional.empty();
        for (var kind : Kind.values())
            for (var serialization : Serialization.values())
                if (kind.level.equals(levels[0]) && serialization.label().equals(levels[3]))
                    return Optional.of(new Topic(prefix, kind, levels[1], levels[2], serialization));
        return Optional.empty();
    }

    static Topic request(String prefix, String originator, String receiver, Serialization serialization) {
        return new Topic(prefix, Kind.REQUEST, originator, receiver, serialization);
    }

    /** Whoever has no identifier yet registers under the name of its credential. TS-0010 §6.4.4 */
    static Topic registration(String prefix, String credential, String receiver, Serialization serialization) {
        return new Topic(prefix, Kind.REGISTRATION_REQUEST, credential, receiver, serialization);
    }

    /** What the receiver listens on, for any originator and serialization. TS-0010 §6.4.3, §6.5.4 */
    static String requestsTo(String prefix, Kind kind, String receiver) {
        return root(prefix) + kind.level + "/+/" + receiver + "/#";
    }

    String name() {
        return root(prefix) + kind.level + "/" + originator + "/" + receiver + "/" + serialization.label();
    }

    /** Where the answer goes: in the serialization of the request. TS-0010 §6.5.3 */
    Topic answer() {
        return new Topic(prefix, kind.answer(), originator, receiver, serialization);
    }

    /** What the originator listens on. TS-0010 §6.5.4 */
    String answers() {
        return root(prefix) + kind.answer().level + "/" + originator + "/#";
    }

    /** All topics begin with a slash, unless something stands before it. TS-0010 §6.6 */
    private static String root(String prefix) {
        return prefix + "/oneM2M/";
    }

    /** The same in another serialization. */
    Topic in(Serialization other) {
        return new Topic(prefix, kind, originator, receiver, other);
    }
}
