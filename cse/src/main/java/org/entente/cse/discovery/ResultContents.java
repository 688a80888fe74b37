// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import static org.entente.model.primitive.ResultContent.*;

import java.util.Set;
import org.entente.cse.access.AccessOperation;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.ResultContent;

/** Which result contents go with which operations. TS-0001 table 8.1.2-1. */
final class ResultContents {
    private static final Set<ResultContent> CREATE =
            Set.of(NOTHING, ATTRIBUTES, HIERARCHICAL_ADDRESS, HIERARCHICAL_ADDRESS_AND_ATTRIBUTES, MODIFIED_ATTRIBUTES);
    private static final Set<ResultContent> RETRIEVE = Set.of(
            ATTRIBUTES,
            ATTRIBUTES_AND_CHILD_RESOURCES,
            ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES,
            CHILD_RESOURCE_REFERENCES,
            ORIGINAL_RESOURCE,
            CHILD_RESOURCES,
            SEMANTIC_CONTENT,
            PERMISSIONS);
    private static final Set<ResultContent> UPDATE = Set.of(NOTHING, ATTRIBUTES, MODIFIED_ATTRIBUTES);
    private static final Set<ResultContent> DELETE = Set.of(
            NOTHING,
            ATTRIBUTES,
            ATTRIBUTES_AND_CHILD_RESOURCES,
            ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES,
            CHILD_RESOURCE_REFERENCES,
            CHILD_RESOURCES);
    // References are the answer of Release 4 and later; the earlier ones have no number for it.
    private static final Set<ResultContent> DISCOVERY = Set.of(CHILD_RESOURCE_REFERENCES, DISCOVERY_RESULT_REFERENCES);

    private ResultContents() {}

    static ResultContent of(Request request) {
        return request.resultContent().orElse(request.operation() == Operation.DELETE ? NOTHING : ATTRIBUTES);
    }

    /** @throws Refused BAD_REQUEST if they do not go together; NOT_IMPLEMENTED for what needs more than this CSE */
    static void check(Request request) {
        if (request.isSet(Parameter.SEMANTIC_QUERY_INDICATOR))
            throw new Refused(ResultCode.NOT_IMPLEMENTED, "semantic queries (sqi) are not implemented");
        if (request.find(Parameter.RESULT_CONTENT).isEmpty()) return;
        var content = request.resultContent()
                .orElseThrow(() -> Refused.badRequest("rcn is not a result content that exists")
                        .about("rcn")
                        .because(Reason.PARAMETER_VALUE));
        if (!allowed(request).contains(content))
            throw Refused.badRequest("result content " + content.number() + " does not go with "
                            + (AccessOperation.isDiscovery(request) ? "discovery" : request.operation()))
                    .about("rcn")
                    .because(Reason.PARAMETER_VALUE);
        if (content == SEMANTIC_CONTENT)
            throw Refused.badRequest("result content 10 needs a semantic query (sqi)")
                    .about("sqi")
                    .because(Reason.PARAMETER_VALUE); // [TS-0001 §8.1.2]
    }

    private static Set<ResultContent> allowed(Request request) {
        return switch (request.operation()) {
            case CREATE -> CREATE;
            case RETRIEVE -> AccessOperation.isDiscovery(request) ? DISCOVERY : RETRIEVE;
            case UPDATE -> UPDATE;
            case DELETE -> DELETE;
            case NOTIFY -> Set.of();
        };
    }
}
