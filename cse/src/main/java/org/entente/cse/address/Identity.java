// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.address;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.model.type.AeContactList;
import org.entente.model.type.AeContactListPerCse;
import org.entente.model.type.EventConfig;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ServiceSubscribedAppRule;
import org.entente.model.type.ServiceSubscribedNode;
import org.entente.model.type.ServiceSubscriptionProfile;
import org.entente.model.type.StatsCollect;
import org.entente.model.type.StatsConfig;
import org.entente.model.type.TriggerRequest;

/**
 * Who this CSE is. TS-0001 §7.1.
 *
 * @param cseId its SP-relative CSE-ID, with its leading slash: {@code /id-in}
 * @param name the CSEBase's resource name, the root of structured addresses
 * @param spId the service provider's identifier, without slashes
 * @param cseType 1 IN-CSE, 2 MN-CSE, 3 ASN-CSE
 * @param releases the supported release versions, oldest first
 */
public record Identity(String cseId, String name, String spId, int cseType, List<String> releases) {

    private static final int IN_CSE = 1;

    private static final Set<Integer> OF_AN_IN_CSE = Stream.of(
                    EventConfig.TYPE,
                    ServiceSubscriptionProfile.TYPE,
                    ServiceSubscribedAppRule.TYPE,
                    ServiceSubscribedNode.TYPE,
                    StatsCollect.TYPE,
                    StatsConfig.TYPE,
                    AeContactList.TYPE,
                    AeContactListPerCse.TYPE,
                    TriggerRequest.TYPE)
            .map(ResourceType::number)
            .collect(Collectors.toUnmodifiableSet());

    public Identity {
        releases = List.copyOf(releases);
        if (!cseId.matches("/[^/\\s?#]+"))
            throw new IllegalArgumentException("cse-id must look like /id-in, not " + cseId);
        if (!name.matches("[^/\\s?#]+") || name.equals("-") || name.equals("~") || name.equals("_"))
            throw new IllegalArgumentException("the CSEBase's name must be one path segment, not " + name);
        if (!spId.matches("[^/\\s?#]+"))
            throw new IllegalArgumentException("sp-id must look like example.org, not " + spId);
        if (cseType < 1 || cseType > 3) throw new IllegalArgumentException("cse-type must be 1, 2 or 3");
    }

    /** Whether a CSE of its kind has resources of a type, by number; some are an IN-CSE's alone. TS-0004 table 6.3.4.2.1-1 */
    public boolean hosts(int type) {
        return cseType == IN_CSE || !OF_AN_IN_CSE.contains(type);
    }

    /** The CSEBase's resource identifier: the CSE-ID without its slash, by our convention. */
    public String baseId() {
        return cseId.substring(1);
    }

    /**
     * An address without what only says that it is meant for this CSE: the service provider, the CSE-ID. Never refuses:
     * addresses are read wherever they are stored, and one that means nothing is no reason to decline a request that
     * comes by.
     *
     * @return CSE-relative, or still SP-relative or absolute if it means another CSE
     */
    public String local(String address) {
        var local = address;
        if (local.startsWith("//")) {
            int slash = local.indexOf('/', 2);
            if (slash < 0 || !local.substring(2, slash).equals(spId)) return address;
            local = local.substring(slash);
        }
        if (!local.startsWith("/")) return local;
        if (local.equals(cseId)) return baseId();
        return local.startsWith(cseId + "/") ? local.substring(cseId.length() + 1) : local;
    }

    /** An identifier of this CSE as others of the same service provider write it. TS-0001 §7.2. */
    public String spRelative(String local) {
        return cseId + "/" + local;
    }

    /** An identifier of this CSE as anybody writes it. */
    public String absolute(String local) {
        return "//" + spId + spRelative(local);
    }

    /**
     * The CSE that an SP-relative or absolute identifier begins with: {@code /id} within this service provider,
     * {@code //sp/id} elsewhere. Empty for what is CSE-relative.
     */
    public Optional<String> cse(String identifier) {
        if (!identifier.startsWith("/")) return Optional.empty();
        var own = "//" + spId + "/";
        var shortened = identifier.startsWith(own) ? identifier.substring(own.length() - 1) : identifier;
        int from = shortened.startsWith("//") ? shortened.indexOf('/', 2) + 1 : 1;
        int end = shortened.indexOf('/', from);
        return Optional.of(end < 0 ? shortened : shortened.substring(0, end));
    }

    /** Whether an AE-ID is one that another CSE of this service provider has given: {@code /id-mn/Capp}. TS-0001 §7.2 */
    public boolean isElsewhere(String aeId) {
        return local(aeId).matches("/[^/]+/C[^/]+");
    }

    /** The AE-ID-Stem of an AE of this service provider, wherever it is registered; else what is given. TS-0001 §7.2 */
    public String stem(String aeId) {
        var local = local(aeId);
        if (local.startsWith("/S") && local.indexOf('/', 1) < 0) return local.substring(1);
        return isElsewhere(aeId) ? local.substring(local.indexOf('/', 1) + 1) : local;
    }

    /** Whether a CSE-ID, as {@link #cse} gives it, is one of another service provider. */
    public static boolean isForeign(String cse) {
        return cse.startsWith("//");
    }

    /**
     * An originator as another CSE has to see it: with its CSE-ID, or with its service provider if it goes to another.
     * TS-0004 §7.3.2.6, TS-0001 §7.2
     *
     * @param cse whom the request is meant for, as {@link #cse} gives it
     */
    public String outward(String from, String cse) {
        var relative = from.startsWith("/") ? from : from.startsWith("S") ? "/" + from : spRelative(from);
        return isForeign(cse) && !isForeign(relative) ? "//" + spId + relative : relative;
    }

    /** An originator in one form, whichever of its forms it was written in: AE-ID-Stem {@code C...}, or {@code /cse-id...} for others. */
    public String originator(String from) {
        return local(from).equals(baseId()) ? cseId : local(from);
    }
}
