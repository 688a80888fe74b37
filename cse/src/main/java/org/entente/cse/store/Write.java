// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import org.entente.model.type.Resource;

/** One thing that a plan changes. Those of a plan last together or not at all. */
public sealed interface Write {

    /** @param resource its {@code ri} and path are free; an instance has the {@code ri} of {@code Identifiers.instance}, with a number above those before it */
    record Created(Resource resource) implements Write {}

    /** @param before what the writer's turn found; it has the same {@code ri} and path as {@code after} */
    record Updated(Resource before, Resource after) implements Write {}

    /** The resource and everything below it goes, the notices of subscriptions below it too. */
    record Deleted(Resource resource) implements Write {}

    /** An instance that made room; it notifies nobody. TS-0004 §7.4.7.2.1 */
    record Evicted(Resource resource) implements Write {}

    /** A notice joins the end of its subscription's queue. */
    record Enqueued(Notice notice) implements Write {}

    /** A notice leaves its queue: delivered, dropped or refused for good. */
    record Dequeued(Notice notice) implements Write {}

    /** An errand is to be done; it takes the place of an earlier one of its kind about the same resource. */
    record Charged(Errand errand) implements Write {}

    /** An errand is done, or nobody wants it any more. */
    record Discharged(Errand errand) implements Write {}
}
