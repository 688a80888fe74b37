// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RDFParserBuilder;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.lang.LangJSONLD11;
import org.apache.jena.riot.system.streammgr.StreamManager;
import org.apache.jena.sys.JenaSystem;

/** Jena's parsers, cut off from files and networks. */
final class Riot {
    // Relative IRIs have something to be relative to: a name that leads nowhere (RFC 2606), not our folder of work.
    private static final String BASE = "http://descriptor.invalid/";

    static {
        JenaSystem.init(); // takes longer than any document, so it does not count as its time
    }

    private final CheckLimits limits;

    Riot(CheckLimits limits) {
        this.limits = limits;
    }

    void xml(byte[] document) {
        read(RDFParser.create().source(new ByteArrayInputStream(document)), Lang.RDFXML);
    }

    void turtle(String document) {
        read(RDFParser.create().source(new StringReader(document)), Lang.TURTLE);
    }

    void jsonLd(String document) {
        var options = new JsonLdOptions((uri, _) -> {
            throw new JsonLdError(
                    JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
                    "nothing is loaded from outside, give the context in the document instead of " + uri);
        });
        options.setTimeout(limits.time());
        read(
                RDFParser.create().source(new StringReader(document)).set(LangJSONLD11.JSONLD_OPTIONS, options),
                Lang.JSONLD11);
    }

    private void read(RDFParserBuilder parser, Lang language) {
        try {
            // No check of values: an ill-typed literal is still RDF, and looking into XML literals is another parser.
            parser.forceLang(language)
                    .base(BASE)
                    .checking(false)
                    .streamManager(new StreamManager()) // without a single place to look in
                    .errorHandler(new Complaints())
                    .parse(new Reading(limits));
        } catch (RiotException e) {
            throw new Unreadable(reason(e));
        }
    }

    private static String reason(RiotException e) {
        if (!(e.getCause() instanceof JsonLdError error)) return String.valueOf(e.getMessage());
        return error.getCode() == JsonLdErrorCode.PROCESSING_TIMEOUT_EXCEEDED
                ? Reading.TOO_LONG
                : String.valueOf(error.getMessage());
    }
}
