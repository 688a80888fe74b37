// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.Mapping;
import org.entente.model.Value;

/** Asks a device what it is and what it has. OCF Core §11.2, §11.3. For one use by one thread. */
final class Survey {
    static final String RES = "/oic/res";
    private static final String OWN = "/oic/d";
    private static final String ITS_PLATFORM = "/oic/p";
    private static final String DEVICE = "oic.wk.d";
    private static final String PLATFORM = "oic.wk.p";
    static final int MOST_RESOURCES = 200;
    static final int MOST_PROPERTIES = 100;
    private static final int MOST_SILENT = 3;
    /** What finds, secures or describes the others. OCF Core Table 25, OCF Security §13. */
    private static final Set<String> INFRASTRUCTURE = Set.of(
            "oic.wk.res",
            DEVICE,
            PLATFORM,
            "oic.wk.introspection",
            "oic.r.doxm",
            "oic.r.pstat",
            "oic.r.acl",
            "oic.r.acl2",
            "oic.r.cred",
            "oic.r.csr",
            "oic.r.crl",
            "oic.r.roles",
            "oic.r.sp",
            "oic.r.sdi",
            "oic.r.ael");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String name;
    private final Spot home;
    private final Wire wire;
    private final Mapping mapping;
    private final Duration patience;

    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<Resource, Value.Fields> representations = new LinkedHashMap<>();
    /** What collections have told already of others, by path. */
    private final Map<String, Told> told = new HashMap<>();

    private record Told(Spot batch, Value.Fields properties) {}

    private int silent;

    /**
     * @param name of the device, for life
     * @param home where it lists its resources; if that is by DTLS, all is
     * @param mapping says which types are known
     */
    Survey(String name, Spot home, Wire wire, Mapping mapping, Duration patience) {
        this.name = name;
        this.home = home;
        this.wire = wire;
        this.mapping = mapping;
        this.patience = patience;
    }

    /** What came of it. */
    sealed interface Result {
        record Seen(Found found) implements Result {}

        record Away(String reason) implements Result {}
    }

    Result run() {
        var answer = wire.get(home, patience);
        return switch (answer) {
            case Answer.Silent(var reason) -> new Result.Away(reason);
            case Answer.Declined(var error) -> new Result.Away(RES + ": " + error);
            case Answer.Content(var listing) -> seen(listing);
        };
    }

    /** Whether a device may be called so: it is its name for life. */
    static boolean isIdentifier(String di) {
        return UUID.matcher(di).matches();
    }

    /** Where a device that was asked without DTLS says that it listens with it. */
    static Optional<Spot> entrance(Spot open, Value listing) {
        return Link.all(listing, MOST_RESOURCES, new ArrayList<>()).stream()
                .flatMap(link -> link.endpoints().stream())
                .filter(at -> at.secure() && at.address().equals(open.address().getAddress()))
                .findFirst()
                .map(at -> new Spot(
                        new InetSocketAddress(open.address().getAddress(), at.port()), true, RES, Optional.empty()));
    }

    private Result seen(Value listing) {
        var links = Link.all(listing, MOST_RESOURCES, mistakes);
        var device = described(OWN, DEVICE);
        var platform = described(ITS_PLATFORM, PLATFORM);
        var di = device.map(representations::get)
                .flatMap(properties -> properties.text("di"))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElse("");
        if (links.isEmpty()) mistakes.add(RES + " lists nothing");
        explore(links, di);
        if (silent >= MOST_SILENT) return new Result.Away("no answer for " + silent + " of its resources");
        var kinds = resources.values().stream().collect(Collectors.groupingBy(this::kind, Collectors.counting()));
        var modules = resources.values().stream()
                .map(resource -> module(resource, kinds.getOrDefault(kind(resource), 1L) > 1))
                .toList();
        var model = new DeviceModel(name, "OCF device", maker(platform), modules);
        return new Result.Seen(new Found(model, home, di, listing, resources, mistakes));
    }

    /** A resource that every device has at one place. */
    private Optional<Resource> described(String href, String type) {
        var answer = wire.get(spot(href), patience);
        if (answer instanceof Answer.Content(Value.Fields properties)) {
            var types = new ArrayList<>(Link.words(properties, "rt"));
            if (!types.contains(type)) types.add(type);
            var link = new Link(href, types, List.of("oic.if.r"), false, "", List.of());
            var resource = new Resource(path(href), link, spot(href), Optional.empty());
            keep(resource, properties);
            return Optional.of(resource);
        }
        mistakes.add(href + " " + trouble(answer));
        return Optional.empty();
    }

    /** What collections hold may stand in no other list; each resource is met once, so that no circle has an end. */
    private void explore(List<Link> listed, String di) {
        var met = new HashSet<>(List.of(RES, OWN, ITS_PLATFORM));
        Deque<Link> ahead = new ArrayDeque<>(listed);
        while (!ahead.isEmpty() && silent < MOST_SILENT) {
            var link = ahead.removeFirst();
            if (!isOfInterest(link, di) || !met.add(link.href())) continue;
            if (resources.size() >= MOST_RESOURCES) {
                mistakes.add("it has more than " + MOST_RESOURCES + " resources");
                return;
            }
            var place = place(link);
            if (place.isEmpty()) mistakes.add(link.href() + " listens where the hub may not ask");
            else
                look(link, place.get())
                        .filter(_ -> link.isOne(Resource.COLLECTION))
                        .ifPresent(properties -> {
                            ahead.addAll(Link.all(properties, MOST_RESOURCES, mistakes));
                            if (Batch.isOffered(link)) lookTogether(Batch.of(place.get()));
                        });
        }
    }

    private void lookTogether(Spot batch) {
        Batch.read(wire, batch, patience)
                .forEach((href, properties) -> told.putIfAbsent(href, new Told(batch, properties)));
    }

    private static boolean isOfInterest(Link link, String di) {
        boolean isOwn = link.device().isEmpty() || di.isEmpty() || link.device().equals(di);
        return isOwn && link.types().stream().noneMatch(INFRASTRUCTURE::contains);
    }

    private Optional<Value.Fields> look(Link link, Spot spot) {
        var together = Optional.ofNullable(told.get(link.href())).filter(_ -> !link.isOne(Resource.COLLECTION));
        var resource = new Resource(path(link.href()), link, spot, together.map(Told::batch));
        var answer = together.<Answer>map(each -> new Answer.Content(each.properties()))
                .orElseGet(() -> wire.get(resource.reading(), patience));
        if (answer instanceof Answer.Content(Value.Fields properties)) {
            keep(resource, properties);
            return Optional.of(properties);
        }
        if (answer instanceof Answer.Silent) silent++;
        mistakes.add(link.href() + " " + trouble(answer));
        return Optional.empty();
    }

    private static String trouble(Answer answer) {
        return "cannot be read: "
                + switch (answer) {
                    case Answer.Content _ -> "it is no map of properties";
                    case Answer.Declined(var error) -> error;
                    case Answer.Silent(var reason) -> reason;
                };
    }

    private void keep(Resource resource, Value.Fields properties) {
        int many = properties.members().size();
        if (many > MOST_PROPERTIES)
            mistakes.add(resource.link().href() + " has " + many + " properties; " + MOST_PROPERTIES + " are taken");
        resource.heard(properties);
        resources.put(resource.path(), resource);
        representations.put(resource, properties);
    }

    /** As it may stand in the name of a resource; without slashes, so that no path begins with another. */
    private String path(String href) {
        var clean = href.substring(1).replaceAll("[^A-Za-z0-9._-]", "-");
        return clean.isEmpty() || resources.containsKey(clean)
                ? clean + "-" + Integer.toHexString(href.hashCode())
                : clean;
    }

    /** On the host that was asked: a device must not have the hub ask another. */
    private Optional<Spot> place(Link link) {
        if (link.endpoints().isEmpty()) return Optional.of(spot(link.href()));
        return link.endpoints().stream()
                .filter(each -> each.secure() == home.secure()
                        && each.address().equals(home.address().getAddress()))
                .findFirst()
                .map(each -> new Spot(
                        new InetSocketAddress(home.address().getAddress(), each.port()),
                        home.secure(),
                        link.href(),
                        Optional.empty()));
    }

    private Spot spot(String href) {
        return new Spot(home.address(), home.secure(), href, Optional.empty());
    }

    private Module module(Resource resource, boolean isOneOfSeveral) {
        var properties = representations.getOrDefault(resource, Value.Fields.EMPTY);
        return new Module(
                resource.path(),
                kind(resource),
                0,
                isOneOfSeveral ? resource.path() : "",
                properties.text("n").orElse(kind(resource)),
                resource.points(properties, MOST_PROPERTIES),
                resource.actions());
    }

    /** The type that the mapping knows, or else the first. */
    private String kind(Resource resource) {
        var types = resource.link().types();
        return types.stream()
                .filter(type -> mapping.part(type).isPresent())
                .findFirst()
                .orElse(types.getFirst());
    }

    private Maker maker(Optional<Resource> platform) {
        var properties = platform.map(representations::get).orElse(Value.Fields.EMPTY);
        return new Maker(
                properties.text("mnmn").orElse(""),
                properties.text("mnmo").orElse(""),
                properties.text("mnsel").orElse(""),
                properties.text("mnfv").orElse(""));
    }
}
