// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What became of a command line that ran in this process: its exit status and what it printed. */
record Ran(int status, String out, String err) {
    static Ran command(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return new Ran(status, out.toString(), err.toString());
    }

    static Ran command(List<String> words) {
        return command(words.toArray(String[]::new));
    }

    /** Everything it printed. */
    String said() {
        return out + err;
    }
}
