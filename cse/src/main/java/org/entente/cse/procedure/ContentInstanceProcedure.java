// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.Base64;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Keeps a container's counters and limits as its instances come and go. TS-0004 §7.4.7. */
public final class ContentInstanceProcedure implements Procedure {
    private static final String BASE64_ENCODED = "1"; // m2m:encodingType, the second part of contentInfo

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        checkEncoding(created, created.value(Attributes.CON).orElseThrow());
        long tag = parent.whole(Attributes.ST, 0) + 1;
        var sized = created.with(
                        Attributes.CS,
                        Instances.bytes(created.value(Attributes.CON).orElseThrow()))
                .with(Attributes.ST, tag);
        var stamped = parent.with(Attributes.LT, Timestamp.text(turn.now()));
        var counted = parent.type().has(Attributes.ST) ? stamped.with(Attributes.ST, tag) : stamped;
        Instances.admit(turn, parent, counted, Instances.age(parent, sized, turn.now()));
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource instance) {
        Instances.release(turn, parent, instance, turn.now());
    }

    /** A content that says it is base64 must be. TS-0004 §6.3.3 (m2m:contentInfo) */
    static void checkEncoding(Resource described, Value content) {
        var info = described.text(Attributes.CNF).orElse("").split(":", -1);
        if (info.length < 2 || !info[1].equals(BASE64_ENCODED)) return;
        if (content instanceof Value.Text(var text)) {
            try {
                Base64.getDecoder().decode(text);
                return;
            } catch (IllegalArgumentException e) {
                throw Refused.badRequest("cnf says that con is base64, but it is not")
                        .about("cnf");
            }
        }
        throw Refused.badRequest("cnf says that con is base64, but it is no text")
                .about("cnf");
    }
}
