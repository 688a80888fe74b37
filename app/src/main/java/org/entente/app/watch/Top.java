// SPDX-License-Identifier: Apache-2.0
package org.entente.app.watch;

import java.util.Locale;

/** What a hub does now, in a few lines: what it counted between two readings. */
public record Top(Reading before, Reading now) {
    private static final double MEGABYTE = 1e6;
    private static final double MILLI = 1e3;

    public String text() {
        return String.join(System.lineSeparator(), requests(), answers(), store(), notices(), machine(), "");
    }

    private String requests() {
        return String.format(
                Locale.ROOT,
                "requests  %,10.0f/s  mean %.2f ms  active %.0f  connections %.0f  slow %.0f/s",
                rate("entente_requests_answered_total"),
                now.share("entente_requests_seconds_total", "entente_requests_answered_total", before) * MILLI,
                now.value("entente_http_requests_active"),
                now.value("entente_http_connections"),
                rate("entente_requests_slow_total"));
    }

    private String answers() {
        return String.format(
                Locale.ROOT,
                "http      2xx %,.0f/s  4xx %,.0f/s  5xx %,.0f/s",
                rate("entente_http_answers_succeeded_total"),
                rate("entente_http_answers_refused_total"),
                rate("entente_http_answers_failed_total"));
    }

    private String store() {
        double hits = rate("entente_store_hits_total");
        double looks = hits + rate("entente_store_misses_total");
        return String.format(
                Locale.ROOT,
                "store     %,10.0f changes/s  %.1f for a sync  waiting %.0f  from memory %.0f %%",
                rate("entente_store_changes_total"),
                now.share("entente_store_changes_total", "entente_store_batches_total", before),
                now.value("entente_store_waiting"),
                looks == 0 ? 100 : 100 * hits / looks);
    }

    private String notices() {
        return String.format(
                Locale.ROOT,
                "notices   %,10.0f delivered/s  failed %,.0f/s  waiting %,.0f",
                rate("entente_notices_delivered_total"),
                rate("entente_notices_failed_total"),
                now.value("entente_notices_waiting"));
    }

    private String machine() {
        return String.format(
                Locale.ROOT,
                "process   cpu %.0f %%  memory %.0f MB  allocates %.0f MB/s  threads %.0f  files %.0f",
                100 * now.value("process_cpu_usage"),
                now.value("jvm_memory_used_bytes") / MEGABYTE,
                rate("entente_allocated_bytes_total") / MEGABYTE,
                now.value("jvm_threads_live_threads"),
                now.value("process_files_open_files"));
    }

    private double rate(String name) {
        return now.rate(name, before);
    }
}
