// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Judges the purposes of a suite, one after the other, within a bound of time that holds whatever happens. */
public final class Run {
    private final Suite suite;
    private final RunSettings settings;
    private final Progress progress;
    /** Guards the judgements and the progress: several cases may end at the same time. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Whether the last case had an endpoint that served; read by other threads. */
    private volatile boolean served;

    private final AtomicInteger deadInARow = new AtomicInteger();

    public Run(Suite suite, RunSettings settings, Progress progress) {
        this.suite = suite;
        this.settings = settings;
        this.progress = progress;
    }

    public Report perform(String title, String command, Clock clock) {
        var started = clock.instant();
        var begin = System.nanoTime();
        var chosen = suite.catalogue().purposes().values().stream()
                .filter(settings.only())
                .toList();
        var shares = chosen.stream().map(suite::share).reduce(Duration.ZERO, Duration::plus);
        var bound = settings.bound(shares);
        progress.starts(chosen.size(), bound);
        var rounds = new LinkedHashMap<Purpose, List<Judgement>>();
        chosen.forEach(purpose -> rounds.put(purpose, new ArrayList<>()));
        // What may bring the endpoint down has it for itself.
        var alone = chosen.stream().filter(suite::provokesCrash).toList();
        var together =
                chosen.stream().filter(purpose -> !alone.contains(purpose)).toList();
        var longest = chosen.stream().map(this::budget).max(Duration::compareTo).orElse(settings.caseBudget());
        var last = begin + bound.minus(longest).toNanos();
        try (var watchdog = watchdog()) {
            for (int round = 0; round < settings.repeat(); round++) {
                judge(together, round, settings.parallel(), last, watchdog, rounds);
                judge(alone, round, 1, last, watchdog, rounds);
            }
        }
        var results = rounds.entrySet().stream()
                .map(entry -> new Result(entry.getKey(), entry.getValue()))
                .toList();
        var took = Duration.ofNanos(System.nanoTime() - begin);
        return new Report(title, suite.endpoint(), command, settings, suite.catalogue(), started, took, results);
    }

    private void judge(
            List<Purpose> purposes,
            int round,
            int atOnce,
            long last,
            ScheduledExecutorService watchdog,
            Map<Purpose, List<Judgement>> rounds) {
        try (var tasks = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            for (var purpose : purposes) {
                tasks.execute(() -> {
                    var judgement = System.nanoTime() > last
                            ? Judgement.unrun(Verdict.ERROR, "not run: the time bound of the run was reached")
                            : judge(purpose, round, watchdog);
                    lock.lock();
                    try {
                        rounds.getOrDefault(purpose, List.of()).add(judgement);
                        progress.judged(purpose, judgement);
                    } finally {
                        lock.unlock();
                    }
                });
            }
        }
    }

    private Judgement judge(Purpose purpose, int round, ScheduledExecutorService watchdog) {
        var profile = settings.profile();
        if (purpose.unbound().isPresent()) {
            return Judgement.unrun(
                    Verdict.NOT_APPLICABLE, "no case: " + purpose.unbound().get());
        }
        var capabilities = new HashSet<>(profile.capabilities());
        capabilities.addAll(suite.capabilities());
        if (!purpose.selection().holds(capabilities)) {
            return Judgement.unrun(
                    Verdict.NOT_APPLICABLE, "neither the profile nor the address claims " + purpose.selection());
        }
        var missing = purpose.parameters().stream()
                .filter(p -> profile.parameter(p).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            return Judgement.unrun(Verdict.NOT_APPLICABLE, "the profile does not tell " + String.join(", ", missing));
        }
        var testCase = suite.cases().get(purpose.id());
        if (testCase == null) {
            throw new IllegalStateException(purpose.id() + " has neither a case nor a reason why it has none");
        }
        if (deadInARow.get() >= settings.deadProbesBeforeGivingUp()) {
            return Judgement.unrun(
                    Verdict.ERROR, "not run: the endpoint was dead before " + deadInARow.get() + " purposes in a row");
        }
        return probed(purpose, testCase, round, watchdog);
    }

    /** After this a case is ended by force: what asks for a larger share of the run's bound may use it. */
    private Duration budget(Purpose purpose) {
        var share = suite.share(purpose);
        return share.compareTo(settings.caseBudget()) > 0 ? share : settings.caseBudget();
    }

    private Judgement probed(Purpose purpose, TestCase testCase, int round, ScheduledExecutorService watchdog) {
        if (!suite.lasts() && served) {
            return remembering(onStage(purpose.id(), round, budget(purpose), watchdog, testCase));
        }
        var before = onStage(purpose.id() + "/before", round, settings.caseBudget(), watchdog, suite::probe);
        if (before.verdict() != Verdict.PASS) {
            deadInARow.incrementAndGet();
            return before.with(Verdict.ERROR, "the endpoint does not serve before the case: " + before.reason());
        }
        deadInARow.set(0);
        var judgement = onStage(purpose.id(), round, budget(purpose), watchdog, testCase);
        if (!suite.lasts()) {
            return remembering(judgement);
        }
        var after = onStage(purpose.id() + "/after", round, settings.caseBudget(), watchdog, suite::probe);
        if (after.verdict() == Verdict.PASS) {
            return judgement;
        }
        var verdict = suite.provokesCrash(purpose) ? Verdict.FAIL : Verdict.ERROR;
        return judgement.with(
                judgement.verdict().worse(verdict),
                "the endpoint served before the case and does not after it: " + after.reason());
    }

    private Judgement remembering(Judgement judgement) {
        served = judgement.verdict() != Verdict.ERROR;
        return judgement;
    }

    private Judgement onStage(String id, int round, Duration budget, ScheduledExecutorService watchdog, TestCase work) {
        // The same seed gives a case the same names, whichever other cases run beside it.
        var seed = settings.seed() * 31 + id.hashCode() * 1_000_003L + round;
        var stage = new Stage(settings.profile(), new Random(seed), settings.patience(), budget);
        var bell = watchdog.schedule(stage::timeIsUp, budget.toMillis(), TimeUnit.MILLISECONDS);
        var verdict = Verdict.PASS;
        var reason = "";
        var deciding = -1;
        try {
            work.run(stage);
        } catch (Judged judged) {
            verdict = judged.verdict();
            reason = judged.reason();
            deciding = judged.deciding();
        } catch (IOException e) {
            verdict = Verdict.ERROR;
            reason = "the connection broke: " + e;
        } catch (RuntimeException e) {
            verdict = Verdict.ERROR;
            reason = "fault of the harness: " + e;
        }
        var took = stage.recording().elapsed();
        if (stage.outOfTime()) {
            verdict = Verdict.ERROR;
            reason = "the case was ended after its budget of " + budget.toSeconds() + " s";
        }
        // What is received while tidying up decides nothing.
        var decided = deciding < 0 ? stage.decidedBy() : deciding;
        stage.tidy();
        bell.cancel(false);
        return new Judgement(
                verdict, reason, decided, stage.allowances(), stage.recording().events(), took);
    }

    private static ScheduledExecutorService watchdog() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("watchdog").factory());
    }
}
