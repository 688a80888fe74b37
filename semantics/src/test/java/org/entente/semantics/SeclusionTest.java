// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.entente.cse.semantics.SemanticFormat.JSON_LD;
import static org.entente.cse.semantics.SemanticFormat.RDF_XML;
import static org.entente.cse.semantics.SemanticFormat.TURTLE;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.entente.cse.semantics.SemanticFormat;
import org.entente.model.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A document reaches nothing outside of itself: what it points at is there, and is neither fetched nor opened. */
class SeclusionTest {
    private final RdfIndex index = new RdfIndex(CheckLimits.DEFAULTS);
    private final AtomicInteger visits = new AtomicInteger();
    private HttpServer server;
    private String file;

    /** @param document with OUTSIDE where the address of what lies outside comes */
    record Pointer(SemanticFormat format, String meaning, String document, boolean good) {
        @Override
        public String toString() {
            return format + ": " + meaning;
        }
    }

    static Stream<Pointer> pointers() {
        return Stream.of(
                xml("an external entity", "<!DOCTYPE r [<!ENTITY x SYSTEM 'OUTSIDE'>]>" + thing("", "&x;"), false),
                xml("an external document type", "<!DOCTYPE r SYSTEM 'OUTSIDE'>" + thing("", "a"), false),
                xml("a parameter entity", "<!DOCTYPE r [<!ENTITY % x SYSTEM 'OUTSIDE'> %x;]>" + thing("", "a"), false),
                xml("a style sheet", "<?xml-stylesheet href='OUTSIDE'?>" + thing("", "a"), true),
                xml("a base", thing("xml:base='OUTSIDE'", "a"), true),
                xml("an ontology to import", thing("rdf:resource='OUTSIDE'", ""), true),
                turtle("an ontology to import", "<> <http://www.w3.org/2002/07/owl#imports> <OUTSIDE> ."),
                turtle("a base", "@base <OUTSIDE> . <a> <b> <c> ."),
                turtle("an XML literal with an entity", literal("XMLLiteral")),
                turtle("an HTML literal with an entity", literal("HTML")),
                json("a remote context", "{'@context':'OUTSIDE','name':'a'}", false),
                json("a remote context among others", "{'@context':[{},'OUTSIDE'],'name':'a'}", false),
                json("an imported context", "{'@context':{'@import':'OUTSIDE'},'name':'a'}", false),
                json(
                        "a context of a term",
                        "{'@context':{'a':{'@id':'http://a/','@context':'OUTSIDE'}},'a':{}}",
                        false),
                json("a relative context", "{'@context':[{'@base':'OUTSIDE'},'context.json'],'name':'a'}", false),
                json("a base", "{'@context':{'@base':'OUTSIDE'},'@id':'a','http://b/':1}", true));
    }

    @BeforeEach
    void there_is_something_outside(@TempDir Path folder) throws IOException {
        var context = "{\"@context\":{\"name\":\"http://e.example/name\"}}".getBytes(UTF_8);
        file = Files.write(folder.resolve("context.json"), context).toUri().toString();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            visits.incrementAndGet();
            exchange.getResponseHeaders().add("Content-Type", "application/ld+json");
            exchange.sendResponseHeaders(200, context.length);
            exchange.getResponseBody().write(context);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @MethodSource("pointers")
    void document_that_points_to_a_server_does_not_reach_it(Pointer each) {
        check(each, "http://127.0.0.1:" + server.getAddress().getPort() + "/context.json");

        assertThat(visits).hasValue(0);
    }

    // The file is a context that would do, so that a refusal shows that it was not read.
    @ParameterizedTest
    @MethodSource("pointers")
    void document_that_points_to_a_file_does_not_read_it(Pointer each) {
        check(each, file);
    }

    private void check(Pointer each, String address) {
        var document = each.document().replace("OUTSIDE", address).getBytes(UTF_8);
        ThrowingCallable check = () -> index.check(each.format(), document);

        if (each.good()) assertThatCode(check).doesNotThrowAnyException();
        else assertThatExceptionOfType(Refused.class).isThrownBy(check);
    }

    private static String thing(String attribute, String text) {
        return Case.thing("<e:name " + attribute + ">" + text + "</e:name>");
    }

    private static String literal(String type) {
        return "<a> <b> \"\"\"<!DOCTYPE r [<!ENTITY x SYSTEM 'OUTSIDE'>]><r>&x;</r>\"\"\""
                + "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#" + type + "> .";
    }

    private static Pointer xml(String meaning, String document, boolean good) {
        return new Pointer(RDF_XML, meaning, document, good);
    }

    private static Pointer turtle(String meaning, String document) {
        return new Pointer(TURTLE, meaning, document, true);
    }

    private static Pointer json(String meaning, String document, boolean good) {
        return new Pointer(JSON_LD, meaning, document.replace('\'', '"'), good);
    }
}
