// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.Locale;

/** What was recorded in a case as lines of text, the deciding one marked. */
final class Transcript {
    private Transcript() {}

    static String of(Judgement judgement) {
        var text = new StringBuilder();
        for (int i = 0; i < judgement.events().size(); i++) {
            var event = judgement.events().get(i);
            text.append(i == judgement.deciding() ? "=> " : "   ")
                    .append(String.format(Locale.ROOT, "%9.3f ms  ", event.at().toNanos() / 1e6))
                    .append(event.peer())
                    .append(' ')
                    .append(event.kind().verb())
                    .append(": ")
                    .append(event.meaning())
                    .append(event.length() > 0 ? "  [" + event.hex() + "]" : "")
                    .append('\n');
        }
        return text.toString();
    }
}
