// SPDX-License-Identifier: Apache-2.0
package org.entente.bench.micro;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.entente.bench.Forest;
import org.entente.cse.access.Access;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.access.Extent;
import org.entente.cse.access.LocationSource;
import org.entente.cse.address.Neighbours;
import org.entente.cse.address.Route;
import org.entente.cse.address.Tree;
import org.entente.model.primitive.Request;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whether an originator may: a policy with three rules, whose last or second decides. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AccessCosts {
    private final Grove grove = new Grove();
    private final Tree tree = new Tree(Grove.IDENTITY);
    private final Access access = new Access(
            Grove.IDENTITY,
            new AccessSettings("", List.of(), List.of("*"), List.of(), List.of(), AccessSettings.Strangers.BELIEVED),
            LocationSource.NONE,
            Clock.systemUTC(),
            new Neighbours(Grove.IDENTITY, Optional.empty()));
    private final Request byReader = Request.retrieve(Forest.path(1), Forest.READER);
    private final Request byOperator = Request.retrieve(Forest.path(1), "Coperator1x7");
    private final Route target = tree.locate(Forest.path(1), grove.view());

    @Benchmark
    public Extent the_last_rule_permits() {
        return access.permit(byReader, target, grove.view());
    }

    @Benchmark
    public Extent the_first_rule_permits() {
        return access.permit(byOperator, target, grove.view());
    }

    @Benchmark
    public Route the_target_is_found() {
        return tree.locate(Forest.path(1), grove.view());
    }

    @TearDown
    public void clear() throws IOException {
        grove.close();
    }
}
