// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;

/** Takes the triples of one document, keeps none, and ends the reading where a limit is passed. */
final class Reading extends StreamRDFBase {
    static final String TOO_LONG = "it takes too long to read";

    private final CheckLimits limits;
    private final long end;

    Reading(CheckLimits limits) {
        this.limits = limits;
        this.end = System.nanoTime() + limits.time().toNanos();
    }

    @Override
    public void triple(Triple triple) {
        if (System.nanoTime() - end > 0) throw new Unreadable(TOO_LONG);
        if (triple.getSubject().isLiteral() || !triple.getPredicate().isURI())
            throw new Unreadable("a literal stands where only an IRI can");
        check(triple.getSubject());
        check(triple.getPredicate());
        check(triple.getObject());
    }

    @Override
    public void quad(Quad quad) {
        check(quad.getGraph());
        triple(quad.asTriple());
    }

    // A short prefix may stand for a long IRI, thousands of times.
    private void check(Node node) {
        if (node.isURI() && node.getURI().length() > limits.iriLength())
            throw new Unreadable("an IRI is longer than " + limits.iriLength() + " characters");
    }
}
