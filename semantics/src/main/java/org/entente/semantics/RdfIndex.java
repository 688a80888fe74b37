// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.locks.ReentrantLock;
import org.entente.cse.semantics.SemanticFormat;
import org.entente.cse.semantics.SemanticIndex;
import org.entente.model.Refused;
import org.entente.model.ResultCode;

/**
 * Reads descriptors in RDF/XML, Turtle and JSON-LD 1.1. TS-0004 §7.4.34. Any number of threads may ask.
 *
 * <p>The library behind it is loaded by the first check: a hub without descriptors does not pay for it.
 */
public final class RdfIndex implements SemanticIndex {
    private static final int LONGEST_REASON = 200;

    private final CheckLimits limits;
    // One document at a time: whoever sends many at once takes one core and one document's memory, not all of them.
    private final ReentrantLock reading = new ReentrantLock(true);

    public RdfIndex(CheckLimits limits) {
        this.limits = limits;
    }

    @Override
    public void check(SemanticFormat format, byte[] descriptor) {
        if (descriptor.length > limits.bytes())
            throw Refused.badRequest(
                    "dsp has " + descriptor.length + " bytes, at most " + limits.bytes() + " are taken");
        await();
        try {
            read(format, descriptor);
        } catch (Unreadable unreadable) { // [TS-0004 §7.4.34.2.1 Recv-6.4 b]
            throw Refused.badRequest("dsp does not conform to " + format + ": " + shown(unreadable));
        } finally {
            reading.unlock();
        }
    }

    private void read(SemanticFormat format, byte[] descriptor) {
        switch (format) {
            case RDF_XML -> {
                XmlShape.check(descriptor, limits);
                new Riot(limits).xml(descriptor);
            }
            case TURTLE -> {
                var text = Utf8.text(descriptor);
                new TurtleShape(text, limits).check();
                new Riot(limits).turtle(text);
            }
            case JSON_LD -> {
                var text = Utf8.text(descriptor);
                new JsonShape(text, limits).check();
                new Riot(limits).jsonLd(text);
            }
            case IRI, FUNCTIONAL_STYLE, OWL_XML, MANCHESTER -> // [TS-0004 §7.3.3.3]
                throw new Refused(ResultCode.NOT_IMPLEMENTED, format + " cannot be read here");
        }
    }

    private void await() {
        try {
            if (reading.tryLock(limits.patience().toMillis(), MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Refused(
                ResultCode.INTERNAL_SERVER_ERROR, "too many descriptors are waiting to be checked; try again later");
    }

    /** Without what the library quotes of a hostile document. */
    private static String shown(Unreadable unreadable) {
        var reason = String.valueOf(unreadable.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }
}
