// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.entente.cse.content.Json;
import org.entente.cse.store.View;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.type.Attributes;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.Resource;

/**
 * A question about the JSON content of a contentInstance: comparisons joined by AND, these by OR. TS-0004 §7.3.3.17.13,
 * TS-0001 §J.2.
 */
final class ContentQuery implements Condition {
    private static final long JSON_PATH = 1;

    private final List<List<Comparison>> alternatives;

    private ContentQuery(List<List<Comparison>> alternatives) {
        this.alternatives = alternatives;
    }

    /** @throws Refused BAD_REQUEST if the syntax is not one we know, or the query is not in it */
    static Optional<ContentQuery> of(FilterCriteria criteria) {
        var syntax = criteria.find("cfs");
        var query = criteria.text("cfq");
        if (syntax.isEmpty() && query.isEmpty()) return Optional.empty();
        if (syntax.isEmpty() || query.isEmpty())
            throw Refused.badRequest("cfs and cfq go together")
                    .about("cfs")
                    .because(Reason.PARAMETER_VALUE); // [TS-0004 §7.3.3.17.13.1]
        if (criteria.whole("cfs", 0) != JSON_PATH)
            throw Refused.badRequest("cfs must be 1").about("cfs").because(Reason.PARAMETER_VALUE);
        return Optional.of(new ContentQuery(parse(query.get())));
    }

    @Override
    public boolean holds(Resource resource, View view) {
        if (resource.type() != ContentInstance.TYPE) return false;
        var content = content(resource);
        return content.isPresent()
                && alternatives.stream().anyMatch(all -> all.stream().allMatch(each -> each.holds(content.get())));
    }

    /** The media type in a contentInfo such as {@code application/json:0}. TS-0004 §6.3.3 (m2m:contentInfo) */
    static String typeOfContent(String contentInfo) {
        int colon = contentInfo.indexOf(':');
        return colon < 0 ? contentInfo : contentInfo.substring(0, colon);
    }

    private static Optional<Value> content(Resource instance) {
        var info = instance.text(Attributes.CNF).orElse("");
        var type = typeOfContent(info);
        if (!type.equals("application/json") && !type.endsWith("+json")) return Optional.empty();
        var content = instance.value(Attributes.CON).orElse(Value.of(""));
        if (!(content instanceof Value.Text(var text))) return Optional.of(content);
        return decoded(text, info).flatMap(Json::parse);
    }

    /** Encoding types 1 and 2 are base64. TS-0004 §6.3.4.2.28 (m2m:encodingType) */
    private static Optional<String> decoded(String text, String contentInfo) {
        var parts = contentInfo.split(":", -1);
        if (parts.length < 2 || !(parts[1].equals("1") || parts[1].equals("2"))) return Optional.of(text);
        try {
            return Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // Nothing says which of AND and OR binds closer; as everywhere, AND does. [TS-0001 §J.2]
    private static List<List<Comparison>> parse(String query) {
        var tokens = tokens(query);
        var alternatives = new ArrayList<List<Comparison>>();
        var all = new ArrayList<Comparison>();
        for (int i = 0; i < tokens.size(); i += 4) {
            if (i + 3 > tokens.size()) throw malformed(query);
            all.add(Comparison.of(tokens.get(i), tokens.get(i + 1), tokens.get(i + 2)));
            if (i + 3 == tokens.size()) break;
            if (i + 4 == tokens.size()) throw malformed(query);
            switch (tokens.get(i + 3)) {
                case "AND" -> {}
                case "OR" -> {
                    alternatives.add(List.copyOf(all));
                    all.clear();
                }
                default -> throw malformed(query);
            }
        }
        if (all.isEmpty()) throw malformed(query);
        alternatives.add(List.copyOf(all));
        return alternatives;
    }

    /** At spaces outside quotes. */
    private static List<String> tokens(String query) {
        var tokens = new ArrayList<String>();
        var token = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '"') quoted = !quoted;
            if (c == ' ' && !quoted) {
                if (!token.isEmpty()) tokens.add(token.toString());
                token.setLength(0);
            } else {
                token.append(c);
            }
        }
        if (quoted) throw malformed(query);
        if (!token.isEmpty()) tokens.add(token.toString());
        return tokens;
    }

    static Refused malformed(String query) {
        var shown = query.length() > 60 ? query.substring(0, 60) + "…" : query;
        return Refused.badRequest("cfq is no query such as \"$.temperature GT 20\": " + shown)
                .about("cfq")
                .because(Reason.PARAMETER_VALUE);
    }
}
