// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was done lately, so that a request that a broker brings twice is done once and answered twice. MQTT 3.1.1 §4.3.2.
 * Safe for many threads.
 */
final class Done {
    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 8 * 1024 * 1024;

    private final Duration age;
    private final ReentrantLock lock = new ReentrantLock();
    // In the order in which they came: the oldest go first.
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    private record Entry(CompletableFuture<byte[]> answer, long atNanos) {
        int size() {
            return answer.isDone() && !answer.isCompletedExceptionally() ? answer.join().length : 0;
        }
    }

    /** @param age how long the same request counts as brought again; zero for never */
    Done(Duration age) {
        this.age = age;
    }

    /** Does what {@code work} does, unless the same request was or is being done; then waits for its answer. */
    byte[] once(String originator, String id, byte[] payload, Supplier<byte[]> work) {
        if (age.isZero()) return work.get();
        var key = originator + " " + id + " " + digest(payload);
        var mine = new CompletableFuture<byte[]>();
        var before = enter(key, mine);
        if (before != null) return before.join();
        try {
            var answer = work.get();
            mine.complete(answer);
            keep(answer.length);
            return answer;
        } catch (RuntimeException fault) {
            forget(key);
            mine.completeExceptionally(fault);
            throw fault;
        }
    }

    private @Nullable CompletableFuture<byte[]> enter(String key, CompletableFuture<byte[]> mine) {
        lock.lock();
        try {
            long now = System.nanoTime();
            drop(now);
            var known = entries.get(key);
            if (known != null) return known.answer();
            entries.put(key, new Entry(mine, now));
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void keep(int size) {
        lock.lock();
        try {
            bytes += size;
            drop(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void forget(String key) {
        lock.lock();
        try {
            entries.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** What is being done stays: it would be done twice otherwise. */
    private void drop(long now) {
        var all = entries.values().iterator();
        while (all.hasNext()) {
            var oldest = all.next();
            boolean isOld = now - oldest.atNanos() > age.toNanos();
            if (!isOld && entries.size() <= MOST_ENTRIES && bytes <= MOST_BYTES) return;
            if (!oldest.answer().isDone()) continue;
            bytes -= oldest.size();
            all.remove();
        }
    }

    private static String digest(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
