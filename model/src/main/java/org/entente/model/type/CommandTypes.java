// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.DataType.Complex.complex;
import static org.entente.model.type.DataType.ListOf.list;
import static org.entente.model.type.DataType.Member.mandatory;
import static org.entente.model.type.DataType.Member.optional;

/** The arguments of management commands. TS-0004 §6.3.5.14 to §6.3.5.23. */
public final class CommandTypes {
    public static final DataType.Complex ANY_ARG =
            complex("m2m:anyArgType", mandatory("nm", "name", Scalar.NC_NAME), mandatory("val", "value", Scalar.ANY));

    public static final DataType.Complex RESET = complex("m2m:resetArgsType", optional("any", "anyArg", list(ANY_ARG)));

    public static final DataType.Complex REBOOT =
            complex("m2m:rebootArgsType", optional("any", "anyArg", list(ANY_ARG)));

    public static final DataType.Complex UPLOAD = complex(
            "m2m:uploadArgsType",
            mandatory("ftyp", "fileType", Scalar.STRING),
            mandatory("url", "URL", Scalar.ANY_URI),
            mandatory("unm", "username", Scalar.STRING),
            mandatory("pwd", "password", Scalar.STRING),
            optional("any", "anyArg", list(ANY_ARG)));

    public static final DataType.Complex DOWNLOAD = complex(
            "m2m:downloadArgsType",
            mandatory("ftyp", "fileType", Scalar.STRING),
            mandatory("url", "URL", Scalar.ANY_URI),
            mandatory("unm", "username", Scalar.STRING),
            mandatory("pwd", "password", Scalar.STRING),
            mandatory("fsi", "filesize", Scalar.POSITIVE),
            mandatory("tgf", "targetFile", Scalar.STRING),
            mandatory("dss", "delaySeconds", Scalar.POSITIVE),
            mandatory("surl", "successURL", Scalar.ANY_URI),
            mandatory("stt", "startTime", Scalar.TIMESTAMP),
            mandatory("cpt", "completeTime", Scalar.TIMESTAMP),
            optional("any", "anyArg", list(ANY_ARG)));

    public static final DataType.Complex SOFTWARE_INSTALL = complex(
            "m2m:softwareInstallArgsType",
            mandatory("url", "URL", Scalar.ANY_URI),
            mandatory("uuid", "UUID", Scalar.STRING),
            mandatory("unm", "username", Scalar.STRING),
            mandatory("pwd", "password", Scalar.STRING),
            mandatory("eer", "executionEnvRef", Scalar.STRING),
            optional("any", "anyArg", list(ANY_ARG)));

    public static final DataType.Complex SOFTWARE_UPDATE = complex(
            "m2m:softwareUpdateArgsType",
            mandatory("uuid", "UUID", Scalar.STRING),
            mandatory("vr", "version", Scalar.STRING),
            mandatory("url", "URL", Scalar.ANY_URI),
            mandatory("unm", "username", Scalar.STRING),
            mandatory("pwd", "password", Scalar.STRING),
            mandatory("eer", "executionEnvRef", Scalar.STRING),
            optional("any", "anyArg", list(ANY_ARG)));

    public static final DataType.Complex SOFTWARE_UNINSTALL = complex(
            "m2m:softwareUninstallArgsType",
            mandatory("uuid", "UUID", Scalar.STRING),
            mandatory("vr", "version", Scalar.STRING),
            mandatory("eer", "executionEnvRef", Scalar.STRING),
            optional("any", "anyArg", list(ANY_ARG)));

    public static final DataType.Complex EXEC_REQ_ARGS = complex(
            "m2m:execReqArgsListType",
            optional("rst", "reset", list(RESET)),
            optional("rbo", "reboot", list(REBOOT)),
            optional("uld", "upload", list(UPLOAD)),
            optional("dld", "download", list(DOWNLOAD)),
            optional("swin", "softwareInstall", list(SOFTWARE_INSTALL)),
            optional("swup", "softwareUpdate", list(SOFTWARE_UPDATE)),
            optional("swun", "softwareUninstall", list(SOFTWARE_UNINSTALL)));

    private CommandTypes() {}
}
