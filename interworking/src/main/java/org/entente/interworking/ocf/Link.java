// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.model.Value;

/**
 * A resource as its device lists it. OCF Core §7.8.2.
 *
 * @param href its path, with a slash in front
 * @param types what it is, such as {@code oic.r.switch.binary}
 * @param views the interfaces by which it can be seen, its own choice first
 * @param observable what the bitmap of its policy says
 * @param device the one that has it, by its identifier in lower case; empty for the one that lists it
 * @param endpoints where it listens; none if where it was listed
 */
record Link(
        String href, List<String> types, List<String> views, boolean observable, String device, List<At> endpoints) {
    private static final int LONGEST = 200;
    private static final int OBSERVABLE = 2;
    static final int HIGHEST_PORT = 65535;
    private static final String ANCHOR = "ocf://";

    /** An address at which something listens by UDP. */
    record At(boolean secure, InetAddress address, int port) {}

    /**
     * The links in what a device or a collection lists; {@code most} of them, and what is wrong with others goes to
     * {@code mistakes}.
     */
    static List<Link> all(Value document, int most, List<String> mistakes) {
        var links = new ArrayList<Link>();
        var listed = listed(document).toList();
        for (var each : listed.subList(0, Math.min(most, listed.size())))
            of(each).ifPresentOrElse(
                            links::add, () -> mistakes.add("a link has no href and rt of the form they must have"));
        if (listed.size() > most) mistakes.add(listed.size() + " links are listed; " + most + " are taken");
        return links;
    }

    /** Some list links in the representation of a resource, as those from before OCF 1.0 all do. */
    private static Stream<Value.Fields> listed(Value document) {
        return switch (document) {
            case Value.Items(var values) -> values.stream().flatMap(Link::inner);
            case Value.Fields fields -> links(fields);
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> Stream.empty();
        };
    }

    private static Stream<Value.Fields> inner(Value each) {
        if (!(each instanceof Value.Fields fields)) return Stream.of(Value.Fields.EMPTY);
        return fields.find("links").isPresent() && fields.find("href").isEmpty() ? links(fields) : Stream.of(fields);
    }

    private static Stream<Value.Fields> links(Value.Fields fields) {
        return fields.find("links").orElse(Value.Deleted.DELETED) instanceof Value.Items(var values)
                ? values.stream().map(each -> each instanceof Value.Fields link ? link : Value.Fields.EMPTY)
                : Stream.empty();
    }

    private static Optional<Link> of(Value.Fields link) {
        var href = link.text("href").orElse("");
        var types = words(link, "rt");
        boolean isPath = href.matches("/?[\\x21-\\x7e]*") && !href.contains("://") && href.length() <= LONGEST;
        if (href.isEmpty() || !isPath || types.isEmpty()) return Optional.empty();
        return Optional.of(new Link(
                href.startsWith("/") ? href : "/" + href,
                types,
                words(link, "if"),
                isObservable(link),
                link.text("anchor")
                        .filter(anchor -> anchor.startsWith(ANCHOR))
                        .map(anchor -> anchor.substring(ANCHOR.length()).toLowerCase(Locale.ROOT))
                        .or(() -> link.text("di").map(di -> di.toLowerCase(Locale.ROOT)))
                        .orElse(""),
                endpoints(link)));
    }

    /** One that says nothing may be tried: a device that cannot answers without the option. */
    private static boolean isObservable(Value.Fields link) {
        if (!(link.find("p").orElse(Value.Deleted.DELETED) instanceof Value.Fields policy)) return true;
        return !(policy.find("bm").orElse(Value.Deleted.DELETED) instanceof Value.Whole(var bitmap))
                || (bitmap & OBSERVABLE) != 0;
    }

    /** A list, or from old devices a text with blanks between. */
    static List<String> words(Value.Fields fields, String name) {
        return switch (fields.find(name).orElse(Value.Deleted.DELETED)) {
            case Value.Items(var values) ->
                values.stream()
                        .filter(Value.Text.class::isInstance)
                        .map(each -> ((Value.Text) each).text())
                        .toList();
            case Value.Text(var text) -> Arrays.asList(text.strip().split("\\s+"));
            case Value.Fields _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> List.of();
        };
    }

    private static List<At> endpoints(Value.Fields link) {
        if (!(link.find("eps").orElse(Value.Deleted.DELETED) instanceof Value.Items(var values))) return List.of();
        return values.stream()
                .flatMap(each -> each instanceof Value.Fields ep ? ep.text("ep").stream() : Stream.empty())
                .flatMap(text -> at(text).stream())
                .toList();
    }

    /** Of the transports, UDP alone; of the hosts, literal addresses alone, so that nobody has names looked up. */
    private static Optional<At> at(String text) {
        try {
            var url = URI.create(text);
            boolean isSecure = "coaps".equals(url.getScheme());
            boolean isPort = url.getPort() > 0 && url.getPort() <= HIGHEST_PORT;
            if ((!isSecure && !"coap".equals(url.getScheme())) || url.getHost() == null || !isPort)
                return Optional.empty();
            return Optional.of(new At(isSecure, InetAddress.ofLiteral(url.getHost()), url.getPort()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isOne(String type) {
        return types.contains(type);
    }
}
