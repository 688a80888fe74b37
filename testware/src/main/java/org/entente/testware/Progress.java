// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.time.Duration;

/** Hears of a run while it goes on. */
public interface Progress {
    Progress SILENT = new Progress() {
        @Override
        public void starts(int purposes, Duration bound) {}

        @Override
        public void judged(Purpose purpose, Judgement judgement) {}
    };

    /** Before anything is sent. */
    void starts(int purposes, Duration bound);

    void judged(Purpose purpose, Judgement judgement);
}
