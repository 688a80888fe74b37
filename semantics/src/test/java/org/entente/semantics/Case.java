// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.semantics.SemanticFormat;

/**
 * Documents as they come, and as an attacker would send them.
 *
 * @param mentions what the refusal says; empty if the document is good
 */
record Case(SemanticFormat format, String meaning, String document, String mentions) {
    private static final int BEYOND = 12_000; // levels at which a parser that calls itself has no stack left
    private static final int LONG = 3000;
    private static final String INTEGER = "http://www.w3.org/2001/XMLSchema#integer";

    static final List<Case> XML = List.of(
            xml("a thing with a name", thing("<e:name>lamp</e:name>"), ""),
            xml("nothing", rdf(""), ""),
            xml("a relative IRI", rdf("<e:Thing rdf:about='#1'/>"), ""),
            xml("an XML literal", thing("<e:is rdf:parseType='Literal'><b>x</b></e:is>"), ""),
            xml("a value that its type does not have", thing("<e:n rdf:datatype='" + INTEGER + "'>x</e:n>"), ""),
            xml("empty", "", "Premature end"),
            xml("text", "a lamp", "prolog"),
            xml("an element left open", thing("<e:name>lamp"), "end-tag"),
            xml("cut off", thing("<e:name>lamp</e:name>").substring(0, 150), "end-tag"),
            xml("XML that is no RDF", "<a><b/></a>", "not allowed"),
            xml("an unknown prefix", thing("<x:name>lamp</x:name>"), "prefix"),
            xml("a name of RDF's own that does not exist", rdf("<e:Thing rdf:aboutEach='a'/>"), "aboutEach"),
            xml("the same rdf:ID twice", rdf("<e:T rdf:ID='a'/><e:T rdf:ID='a'/>"), "rdf:ID"),
            xml("a space in an IRI", rdf("<e:T rdf:about='http://a b/'/>"), "IRI"),
            xml("an internal entity", doctype("<!ENTITY x 'y'>", "&x;"), "document types"),
            xml("a billion laughs", doctype("<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>", "&b;"), "document types"),
            xml("an undeclared entity", thing("<e:name>&x;</e:name>"), "entity"),
            xml("too deep", "<a>".repeat(BEYOND) + "</a>".repeat(BEYOND), "levels"),
            xml("a long IRI", thing("<e:n xml:base='http://" + "a".repeat(LONG) + "/' rdf:resource='b'/>"), "longer"));

    static final List<Case> TURTLE = List.of(
            turtle("a thing with a name", "@prefix e: <http://e.example/> . e:1 a e:Thing ; e:name 'lamp' .", ""),
            turtle("nothing", "", ""),
            turtle("directives without dots", "PREFIX e: <http://e/> BASE <http://b/>", ""),
            turtle("a comment", "# (((((", ""),
            turtle("a list and a blank node", "<a> <b> ( 1 2 ), [ <c> true ] .", ""),
            turtle("brackets that are no levels", "<a> <b> '" + "[(".repeat(500) + "' .", ""),
            turtle("a value that its type does not have", "<a> <b> 'x'^^<" + INTEGER + "> .", ""),
            turtle("text", "a lamp.", "line 1"),
            turtle("an unknown prefix", "e:1 a e:Thing .", "Undefined prefix"),
            turtle("no dot at its end", "<a> <b> <c>", "dot"),
            turtle("no dot after a directive", "PREFIX e: <http://e/> <a> <b> <c>", "dot"),
            turtle("cut off", "<a> <b> 'lam", "Broken"),
            turtle("a space in an IRI", "<http://a b/> <c> <d> .", "IRI"),
            turtle("a brace in an IRI", "<http://a{b/> <c> <d> .", "IRI"),
            turtle("a text as subject", "'a' <b> <c> .", "literal"),
            turtle("triples in a graph, which is TriG", "<g> { <a> <b> <c> } .", "line 1"),
            turtle("too many blank nodes in each other", "<a> <b> " + "[ <b> ".repeat(BEYOND), "levels"),
            turtle("too many lists in each other", "<a> <b> " + "(".repeat(BEYOND), "levels"),
            turtle("a long IRI", "@prefix e: <http://" + "a".repeat(LONG) + "/> . e:1 e:2 e:3 .", "longer"));

    static final List<Case> JSON = List.of(
            json("a thing with a name", "{'@context':{'name':'http://e/name'},'@id':'http://e/1','name':'lamp'}", ""),
            json("nothing", "{}", ""),
            json("a list of things", "[{'@id':'http://a/'},{'@id':'http://b/'}]", ""),
            json("a named graph", "{'@id':'http://g/','@graph':[{'@id':'http://a/','http://b/':1}]}", ""),
            json("a context within a term", "{'@context':{'a':{'@id':'http://a/','@context':{}}},'a':1.5e3}", ""),
            json("empty", "", "JSON"),
            json("text", "a lamp", "JSON"),
            json("a number", "1", "array or object"),
            json("cut off", "{'@id':'http://a/',", "JSON"),
            json("something after its end", "{} lamp", "JSON"),
            json("a name twice", "{'@id':'http://a/','http://b/':1,'http://b/':2}", "twice"),
            json("an identifier that is a number", "{'@id':5}", "@id"),
            json("a term that is a number", "{'@context':{'a':5},'a':1}", "term"),
            json("a version that does not exist", "{'@context':{'@version':2}}", "version"),
            json("too many objects in each other", "{'http://a/':".repeat(BEYOND), "levels"),
            json("too many contexts in each other", "{'@context':{'a':".repeat(BEYOND), "levels"),
            json("a number with many digits", "{'http://a/':" + "1".repeat(LONG) + "}", "number"),
            json("a number with a large exponent", "{'http://a/':1e999999999}", "number"),
            json("a number with a small exponent", "{'http://a/':1e-999999999}", "number"),
            json(
                    "a context that would blow it up",
                    "{'@context':{'a':'http://" + "a".repeat(50_000) + "/'},'a':[" + "'a:b',".repeat(5000) + "'c']}",
                    "contexts"));

    static Stream<Case> all() {
        return Stream.of(XML, TURTLE, JSON).flatMap(List::stream);
    }

    static String rdf(String inner) {
        return "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e.example/'>" + inner
                + "</rdf:RDF>";
    }

    static String thing(String inner) {
        return rdf("<e:Thing rdf:about='http://e.example/1'>" + inner + "</e:Thing>");
    }

    private static String doctype(String declarations, String text) {
        return "<!DOCTYPE r [" + declarations + "]>" + thing("<e:name>" + text + "</e:name>");
    }

    private static Case xml(String meaning, String document, String mentions) {
        return new Case(SemanticFormat.RDF_XML, meaning, document, mentions);
    }

    private static Case turtle(String meaning, String document, String mentions) {
        return new Case(SemanticFormat.TURTLE, meaning, document, mentions);
    }

    private static Case json(String meaning, String document, String mentions) {
        return new Case(SemanticFormat.JSON_LD, meaning, document.replace('\'', '"'), mentions);
    }

    @Override
    public String toString() {
        return format + ": " + meaning;
    }
}
