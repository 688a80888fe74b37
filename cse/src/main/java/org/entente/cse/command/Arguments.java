// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import java.util.Map;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.CommandTypes;
import org.entente.model.type.DataType;
import org.entente.model.type.Enumerations;

/** Which arguments go with which kind of command. TS-0004 §7.4.16.1, §7.4.16.2.1. */
final class Arguments {
    /** The member of execReqArgs for each m2m:cmdType. */
    private static final Map<Long, String> MEMBERS =
            Map.of(1L, "rst", 2L, "rbo", 3L, "uld", 4L, "dld", 5L, "swin", 6L, "swun", 7L, "swup");

    private Arguments() {}

    /**
     * Looks at a command before its attributes' types are checked, since it has codes of its own.
     *
     * @throws Refused INVALID_CMDTYPE, INVALID_ARGUMENTS, INSUFFICIENT_ARGUMENTS
     */
    static void screen(Value type, Value given) {
        if (!(type instanceof Value.Whole(var number)) || !MEMBERS.containsKey(number))
            throw new Refused(
                    ResultCode.INVALID_CMDTYPE,
                    "cmt must be one of "
                            + Enumerations.CMD_TYPE.names().keySet().stream()
                                    .sorted()
                                    .toList());
        if (!(given instanceof Value.Fields(var all))) return; // what is no structure fails as its type does
        var member = MEMBERS.get(number);
        for (var each : all.entrySet()) {
            if (!each.getKey().equals(member))
                throw new Refused(
                        ResultCode.INVALID_ARGUMENTS,
                        "exra of a command with cmt = " + number + " may have " + member + " only, not "
                                + each.getKey());
            if (each.getValue() instanceof Value.Items(var entries)) entries.forEach(entry -> complete(entry, member));
        }
    }

    /** @throws Refused MGMT_CONVERSION_ERROR if a command that needs arguments has none */
    static void checkExecutable(Value type, boolean given) {
        if (type instanceof Value.Whole(var number) && !given && needsArguments(MEMBERS.getOrDefault(number, "")))
            throw new Refused(
                    ResultCode.MGMT_CONVERSION_ERROR,
                    "the command cannot be executed without " + MEMBERS.get(number) + " in "
                            + Attributes.EXRA); // [TS-0004 §7.4.16.2.3.2]
    }

    private static void complete(Value entry, String member) {
        if (!(entry instanceof Value.Fields fields)) return;
        for (var each : type(member).members().values())
            if (each.mandatory() && fields.find(each.shortName()).isEmpty())
                throw new Refused(ResultCode.INSUFFICIENT_ARGUMENTS, "exra." + member + " lacks " + each.shortName());
    }

    private static boolean needsArguments(String member) {
        return !member.isEmpty() && type(member).members().values().stream().anyMatch(DataType.Member::mandatory);
    }

    private static DataType.Complex type(String member) {
        return switch (member) {
            case "rst" -> CommandTypes.RESET;
            case "rbo" -> CommandTypes.REBOOT;
            case "uld" -> CommandTypes.UPLOAD;
            case "dld" -> CommandTypes.DOWNLOAD;
            case "swin" -> CommandTypes.SOFTWARE_INSTALL;
            case "swun" -> CommandTypes.SOFTWARE_UNINSTALL;
            case "swup" -> CommandTypes.SOFTWARE_UPDATE;
            default -> throw new IllegalArgumentException("no command has the arguments " + member);
        };
    }
}
