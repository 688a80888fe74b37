// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What a device means, in SAREF and the oneM2M base ontology, as RDF/XML. TS-0012 §8, TS-0034 §6. */
record Description(String server, Names names, DeviceModel device, Layout layout) {
    static final String BASE_ONTOLOGY = "https://git.onem2m.org/MAS/BaseOntology/raw/master/base_ontology.owl";
    private static final String SAREF = "https://saref.etsi.org/core/";

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    String rdfXml() {
        var out = new StringBuilder(2000);
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"")
                .append(" xmlns:rdfs=\"http://www.w3.org/2000/01/rdf-schema#\"")
                .append(" xmlns:saref=\"" + SAREF + "\"")
                .append(" xmlns:m2m=\"" + BASE_ONTOLOGY + "#\">\n");
        whole(out);
        for (var typed : layout.typed()) if (!typed.managed()) part(out, typed);
        return out.append("</rdf:RDF>\n").toString();
    }

    private void whole(StringBuilder out) {
        out.append("<m2m:InterworkedDevice rdf:about=\"")
                .append(iri(List.of(), ""))
                .append("\">\n");
        link(out, "rdf:type", SAREF + "Device");
        text(out, "rdfs:label", device.id());
        text(out, "saref:hasManufacturer", device.maker().manufacturer());
        text(out, "saref:hasModel", device.maker().model());
        for (var typed : layout.typed()) {
            if (typed.managed() || !typed.folder().isEmpty()) continue;
            var relation = typed.links().isEmpty() ? "saref:consistsOf" : "m2m:hasService";
            link(out, relation, iri(typed.folder(), typed.name()));
        }
        out.append("</m2m:InterworkedDevice>\n");
    }

    private void part(StringBuilder out, Layout.Typed typed) {
        var kind = typed.links().isEmpty() ? "m2m:Device" : "m2m:Service";
        var about = iri(typed.folder(), typed.name());
        out.append('<').append(kind).append(" rdf:about=\"").append(about).append("\">\n");
        text(out, "rdfs:label", typed.type().longName());
        if (typed.links().isEmpty()) {
            typed.means().ifPresent(means -> link(out, "rdf:type", expanded(means)));
            for (var inner : layout.typed()) if (inner.folder().equals(List.of(typed.name()))) serves(out, inner);
        } else points(out, typed, about);
        out.append("</").append(kind).append(">\n");
    }

    private void serves(StringBuilder out, Layout.Typed service) {
        link(out, "m2m:hasService", iri(service.folder(), service.name()));
        service.means().ifPresent(means -> {
            var relation = service.isWritable() ? "saref:controlsProperty" : "saref:measuresProperty";
            out.append("<")
                    .append(relation)
                    .append("><rdf:Description rdf:about=\"")
                    .append(iri(service.folder(), service.name()))
                    .append("#property\">\n");
            link(out, "rdf:type", expanded(means));
            out.append("</rdf:Description></").append(relation).append(">\n");
        });
    }

    private static void points(StringBuilder out, Layout.Typed typed, String about) {
        for (var each : typed.links()) {
            if (each.isAction()) continue;
            var iri = about + "#" + each.attribute();
            link(out, "m2m:hasOutputDataPoint", iri);
            if (each.writable()) link(out, "m2m:hasInputDataPoint", iri);
        }
    }

    private String iri(List<String> folder, String name) {
        var address = names.address(folder) + (name.isEmpty() ? "" : "/" + name);
        return escaped(server + "/" + address);
    }

    private static String expanded(String means) {
        return means.startsWith("saref:") ? SAREF + means.substring("saref:".length()) : means;
    }

    private static void link(StringBuilder out, String relation, String iri) {
        out.append("<").append(relation).append(" rdf:resource=\"").append(iri).append("\"/>\n");
    }

    private static void text(StringBuilder out, String relation, String text) {
        if (text.isEmpty()) return;
        out.append("<")
                .append(relation)
                .append(">")
                .append(escaped(text))
                .append("</")
                .append(relation)
                .append(">\n");
    }

    /** XML 1.0 has no form at all for control characters, which a device may well send. */
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
