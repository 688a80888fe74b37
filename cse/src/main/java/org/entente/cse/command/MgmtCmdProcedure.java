// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.ExecInstance;
import org.entente.model.type.MgmtCmd;
import org.entente.model.type.Resource;

/** Writing execEnable runs the command: one execInstance for each device. TS-0004 §7.4.16, TS-0001 §10.2.8.13 to §10.2.8.18. */
public final class MgmtCmdProcedure implements Procedure {
    /** What an execution takes over from its command. TS-0004 §7.4.16.2.3.2 */
    private static final List<Attribute> COPIED = List.of(
            Attributes.EXM,
            Attributes.EXF,
            Attributes.EXY,
            Attributes.EXN,
            Attributes.EXRA,
            Attributes.ET,
            Attributes.ACPI,
            Attributes.DACI,
            Attributes.CSTN);

    private static final int LONGEST_DESCRIPTION = 256; // [TS-0004 table 7.4.16.1-3]

    private final Identity identity;
    private final Executions executions;

    public MgmtCmdProcedure(Identity identity, Executions executions) {
        this.identity = identity;
        this.executions = executions;
    }

    @Override
    public void screen(Request request, Resource target) {
        if (!(request.content().find(MgmtCmd.TYPE.root()).orElse(null) instanceof Value.Fields given)) return;
        var arguments = given.find(Attributes.EXRA.shortName()).orElse(Value.Fields.EMPTY);
        if (request.operation() == Operation.UPDATE)
            Arguments.screen(target.value(Attributes.CMT).orElseThrow(), arguments);
        else given.find(Attributes.CMT.shortName()).ifPresent(type -> Arguments.screen(type, arguments));
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        checkDescription(attributes);
        return switch (request.operation()) {
            case UPDATE -> {
                checkUpdate(target, attributes, view);
                yield List.of();
            }
            case DELETE -> request.peer().internal() ? List.of() : List.of(_ -> cancelAll(target, view));
            case CREATE, RETRIEVE, NOTIFY -> List.of();
        };
    }

    private static void checkDescription(Value.Fields given) {
        var description = given.text(Attributes.DC.shortName()).orElse("");
        if (description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION)
            throw Refused.badRequest("dc of a command has at most " + LONGEST_DESCRIPTION + " characters")
                    .about(Attributes.DC.shortName())
                    .because(Reason.ATTRIBUTE_VALUE);
    }

    private void checkUpdate(Resource command, Value.Fields given, View view) {
        boolean retargets = given.find(Attributes.EXT.shortName()).isPresent()
                || given.find(Attributes.EXM.shortName()).isPresent();
        if (retargets && !executions(command, view).isEmpty())
            throw Refused.notAllowed(
                    "ext and exm cannot be updated once there is an execInstance"); // [TS-0004 §7.4.16.2.3.1]
        if (!executes(given)) return;
        var target = given.text(Attributes.EXT.shortName())
                .or(() -> command.text(Attributes.EXT))
                .orElseThrow();
        if (!executions.devices().isGroup(target, view)
                && executions.devices().node(target, view).isEmpty())
            throw new Refused(ResultCode.EXTERNAL_OBJECT_NOT_FOUND, "there is no node here at ext = " + target);
        var arguments = given.find(Attributes.EXRA.shortName()).or(() -> command.value(Attributes.EXRA));
        Arguments.checkExecutable(
                command.value(Attributes.CMT).orElseThrow(),
                arguments
                        .filter(value -> value instanceof Value.Fields all
                                && !all.members().isEmpty())
                        .isPresent());
    }

    /** All that is under way has to be cancelled first, or nothing is deleted. TS-0004 §7.4.16.2.4 */
    private void cancelAll(Resource command, View view) {
        for (var each : executions(command, view)) {
            if (Status.isOver(each)) continue;
            executions.cancel(command, each);
            executions.cancelled(each);
        }
    }

    private static List<Resource> executions(Resource command, View view) {
        return view.children(command.ri(), ExecInstance.TYPE.number());
    }

    private static boolean executes(Value.Fields given) {
        return given.find(Attributes.EXE.shortName())
                .filter(Value.of(true)::equals)
                .isPresent();
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        turn.create(created.has(Attributes.EXE) ? created : created.with(Attributes.EXE, Value.of(false)));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        turn.update(before, after);
        var given = turn.request().content().find(MgmtCmd.TYPE.root()).orElse(null);
        if (!(given instanceof Value.Fields attributes) || !executes(attributes)) return;
        var targets = executions.devices().targets(after.text(Attributes.EXT).orElseThrow(), turn.view());
        for (var target : targets) initiate(turn, after, target);
    }

    private void initiate(Turn turn, Resource command, String target) {
        var execution = execution(turn, command, target);
        var begins = turn.now().plus(executions.pace(command).delay());
        turn.create(execution);
        turn.add(new Write.Charged(Executions.due(execution.ri(), begins)));
    }

    private Resource execution(Turn turn, Resource command, String target) {
        var ri = turn.identifiers().resource(ExecInstance.TYPE);
        var now = Value.of(Timestamp.text(turn.now()));
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.RN, Value.of(ri));
        put(all, Attributes.TY, Value.of(ExecInstance.TYPE.number()));
        put(all, Attributes.RI, Value.of(ri));
        put(all, Attributes.PI, Value.of(command.ri()));
        put(all, Attributes.CT, now);
        put(all, Attributes.LT, now);
        for (var each : COPIED) command.value(each).ifPresent(value -> put(all, each, value));
        put(all, Attributes.EXS, Value.of(Status.INITIATED));
        put(all, Attributes.EXT, Value.of(target));
        put(all, Access.CREATED_BY, Value.of(identity.originator(turn.request().from())));
        return new Resource(ExecInstance.TYPE, command.path() + "/" + ri, all);
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }
}
