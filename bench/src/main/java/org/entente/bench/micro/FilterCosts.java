// SPDX-License-Identifier: Apache-2.0
package org.entente.bench.micro;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.entente.bench.Forest;
import org.entente.cse.discovery.Matcher;
import org.entente.cse.geo.Geography;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.type.Resource;
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

/** Whether one resource fits a filter, of one condition or of several; all of them hold. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FilterCosts {
    private static final Value LABELS = Value.texts(List.of("box"));
    private static final Value.Fields CREATOR =
            Value.field("nm", Value.of("cr")).with("val", Value.of(Forest.owner(1)));

    private final Grove grove = new Grove();
    private final Resource resource = grove.container(1);
    private final Matcher label = matcher(Value.field("lbl", LABELS));
    private final Matcher time = matcher(Value.field("cra", Value.of("20250101T000000")));
    private final Matcher attribute = matcher(Value.field("atr", Value.of(List.of(CREATOR))));
    private final Matcher several = matcher(Value.field("lbl", LABELS)
            .with("cra", Value.of("20250101T000000"))
            .with("ty", Value.of(List.of(Value.of(3))))
            .with("atr", Value.of(List.of(CREATOR))));

    private static Matcher matcher(Value.Fields criteria) {
        return Matcher.of(new FilterCriteria(criteria), Geography.NONE);
    }

    @Benchmark
    public boolean a_label_fits() {
        return label.matches(resource, grove.view());
    }

    @Benchmark
    public boolean a_time_fits() {
        return time.matches(resource, grove.view());
    }

    @Benchmark
    public boolean an_attribute_fits() {
        return attribute.matches(resource, grove.view());
    }

    @Benchmark
    public boolean four_conditions_fit() {
        return several.matches(resource, grove.view());
    }

    @TearDown
    public void clear() throws IOException {
        grove.close();
    }
}
