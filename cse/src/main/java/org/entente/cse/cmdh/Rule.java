// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.schedule.Timetable;
import org.entente.model.primitive.Parameter;

/** One of the resources that a policy consists of. TS-0001 §D.12. */
sealed interface Rule {
    /** Of times: never ends. TS-0004 §D.12.5 */
    long INFINITE = -1;

    /** A rule for certain originators; of several that name them equally well the one of the lowest order applies. */
    sealed interface ForOriginators extends Rule {
        List<String> origins();

        long order();
    }

    /** A rule for certain event categories, or for those that no other one names. */
    sealed interface ForCategories extends Rule {
        long ALL_OTHERS = 0; // m2m:eventCatWithDef

        Set<Long> categories();

        static <R extends ForCategories> Optional<R> choose(List<R> rules, long category) {
            return rules.stream()
                    .filter(each -> each.categories().contains(category))
                    .findFirst()
                    .or(() -> rules.stream()
                            .filter(each -> each.categories().contains(ALL_OTHERS))
                            .findFirst());
        }
    }

    /** A cmdhDefEcValue: the event category of requests that name none. */
    record Category(List<String> origins, long order, long category) implements ForOriginators {}

    /**
     * A cmdhEcDefParamValues: what is meant by requests that do not say.
     *
     * @param times in milliseconds after the request was made
     */
    record Defaults(Set<Long> categories, Map<Parameter, Long> times, boolean aggregation) implements ForCategories {}

    /**
     * A cmdhLimits: what requests may ask for.
     *
     * @param times in milliseconds after the request was made
     */
    record Limits(
            List<String> origins,
            long order,
            Set<Long> categories,
            Map<Parameter, Range> times,
            Set<Boolean> aggregations)
            implements ForOriginators {}

    /** A least and a most; {@link #INFINITE} is above all others. */
    record Range(long least, long most) {
        boolean contains(long time) {
            return rank(least) <= rank(time) && rank(time) <= rank(most);
        }

        private static long rank(long time) {
            return time == INFINITE ? Long.MAX_VALUE : time;
        }
    }

    /** A cmdhNetworkAccessRules: which networks may be used. */
    record Networks(Set<Long> categories, List<Network> networks) implements ForCategories {}

    /**
     * A cmdhNwAccessRule: how the network is used that this CSE has.
     *
     * @param id the resource's
     * @param volume how many bytes have to wait before it is worth while
     * @param spread milliseconds over which those who begin are spread
     */
    record Network(String id, long volume, long spread, Backoff backoff, Timetable schedule) implements Rule {
        /** Where no policy is active any more. */
        static final Network FREE = new Network("", 0, 0, Backoff.NONE, Timetable.ALWAYS);
    }

    /** How long a network is left alone that did not lead to the next CSE; all in milliseconds. TS-0004 §H.2.5 */
    record Backoff(long first, long further, long most, long random) {
        static final Backoff NONE = new Backoff(0, 0, 0, 0);

        long after(int failures) {
            return Math.min(most, first + (failures - 1) * further);
        }
    }

    /**
     * A cmdhBuffer: how much may wait.
     *
     * @param id the resource's
     * @param size in bytes
     * @param priority from 1 to 10; what has less makes room for what has more
     */
    record Room(String id, Set<Long> categories, long size, long priority) implements ForCategories {
        static final Room UNLIMITED = new Room("", Set.of(), Long.MAX_VALUE, 1);
    }
}
