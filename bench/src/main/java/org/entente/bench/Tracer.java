// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What has to stand before a command so that strace looks on; the process stays our own child. */
final class Tracer {
    private static final List<String> BESIDE = List.of("strace", "-D", "-f", "--seccomp-bpf", "-qq");

    private Tracer() {}

    static boolean isThere() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "strace")));
    }

    static List<String> recording(Path trace) {
        return with("-y", "-s", "16", "-o", trace.toString(), "-e", "trace=write,writev,pwrite64,fsync,fdatasync");
    }

    /** Each sync takes so much longer: a disk that is slower. */
    static List<String> slowing(int micros) {
        return with(
                "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_exit=" + micros);
    }

    private static List<String> with(String... options) {
        return Stream.concat(BESIDE.stream(), Arrays.stream(options)).toList();
    }
}
