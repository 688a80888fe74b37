// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.model.type.Resource;

/**
 * The resources as they are at the moment of each question: those that last, or in the writer's turn those and the
 * changes before it.
 */
public interface View {

    Optional<Resource> byId(String ri);

    /** By the structured path that {@link Resource#path} has. */
    Optional<Resource> byPath(String path);

    /** The direct children of one type number, oldest first. */
    List<Resource> children(String ri, int type);

    /** Whether a resource has subscriptions. From memory: every request asks. */
    boolean isSubscribedTo(String ri);

    /** Those of a resource's subscriptions that have one of these interests, oldest first. From memory, without a look at the others. */
    List<Resource> interested(String ri, Set<Interest> interests);

    /** The content, flexContainer or time series instances of a resource, in the order of their creation or the reverse. To be closed. */
    Stream<Resource> instances(String ri, boolean newestFirst);

    /**
     * Resources below a root. Unless times narrow it, parents come before their children; of siblings the instances in
     * the order of their creation, and so do the others among themselves. To be closed.
     */
    Stream<Resource> select(Selection selection);

    /** Resources whose expirationTime is before a oneM2M time, at most {@code limit}. */
    List<Resource> expired(String time, int limit);

    /** A child of a resource that expires after a oneM2M time, if there is one. */
    Optional<Resource> outliving(String ri, String time);

    /** The first notices of a subscription's queue, in order. */
    List<Notice> notices(String subscription, int limit);

    /** The first of them that are for one target, in order. */
    List<Notice> notices(String subscription, String target, int limit);

    /** How many notices a subscription's queue has. */
    int waiting(String subscription);

    /** The subscriptions that have notices waiting. */
    List<String> queues();

    /** The errand of a kind about a resource. */
    Optional<Errand> errand(String about, String kind);

    /** All errands that are not done yet, the most urgent first. */
    List<Errand> errands();
}
