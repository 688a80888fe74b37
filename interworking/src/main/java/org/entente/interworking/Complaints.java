// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a device does wrong, each sentence once: a device that cannot, cannot every time. Safe for many threads. */
public final class Complaints {
    private static final int MOST = 50;

    private final Devices engine;
    private final String device;
    private final Set<String> sentences = ConcurrentHashMap.newKeySet();

    public Complaints(Devices engine, String device) {
        this.engine = engine;
        this.device = device;
    }

    public void once(String sentence) {
        if (sentences.size() < MOST && sentences.add(sentence)) engine.misbehaved(device, sentence);
    }
}
