// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.geo.Geography;
import org.entente.cse.geo.Geometry;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Releases;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.CseBase;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.FlexContainerInstance;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.SpecifiedType;
import org.entente.model.type.Subscription;

/** Checks what a CREATE or an UPDATE carries, against its type and its place. TS-0004 §7.3.3.3, §7.3.3.4. */
public final class Drafts {
    // Names that mean something else in an address, so that no child may bear them. [TS-0001 §9.3.1, §7.2]
    private static final Set<String> RESERVED = Set.of("la", "ol", "fopt", "pcu", "ntsr", "smf", "-", "~", "_");
    private static final int LONGEST_NAME = 255;
    private static final int MOST_LABELS = 1000; // each is an entry in an index

    private final Identity identity;
    private final ResourceTypes types;
    private final Lifetimes lifetimes;
    private final Geography geography;

    public Drafts(Identity identity, ResourceTypes types, Lifetimes lifetimes, Geography geography) {
        this.identity = identity;
        this.types = types;
        this.lifetimes = lifetimes;
        this.geography = geography;
    }

    Draft created(Request request, Resource parent, Instant now) {
        var type = typeOf(request);
        if (!type.isImplemented()) throw notImplemented(type.toString());
        if (type.number() == FlexContainerInstance.NUMBER) // [TS-0001 Release 4 §9.6.59]
        throw Refused.notAllowed("the CSE alone makes instances of a flexContainer");
        if (!parent.type().children().contains(type.kind()))
            throw new Refused(
                    type == Subscription.TYPE // [TS-0004 §7.4.8.2.1 Recv-6.4]
                            ? ResultCode.TARGET_NOT_SUBSCRIBABLE
                            : ResultCode.INVALID_CHILD_RESOURCE_TYPE,
                    parent.type() + " takes no child of type " + type);
        var given = members(request.content(), type);
        checkRelease(request, type, given);
        var attributes = type.checkCreate(ofItsRelease(request, type, given));
        type.discriminator().ifPresent(expected -> checkDiscriminator(type, expected, attributes));
        Announceable.check(type, attributes, identity);
        checkLabels(attributes);
        checkLocation(attributes, type);
        attributes.text(Attributes.RN.shortName()).ifPresent(Drafts::checkName);
        expiry(attributes).ifPresent(time -> checkFuture(time, now));
        return new Draft(type, attributes, lifetimes);
    }

    Value.Fields updated(Request request, Resource resource, Instant now) {
        var members = members(request.content(), resource.type());
        checkRelease(request, resource.type(), members);
        var given = resource.type().checkUpdate(members);
        Announceable.check(resource.type(), given, identity);
        checkLabels(given);
        checkLocation(given, resource.type());
        expiry(given).ifPresent(time -> checkFuture(time, now));
        return given;
    }

    /** The attributes with an expirationTime that we grant. TS-0001 §9.6.1.3.2 */
    Value.Fields granted(Resource before, Value.Fields given, Turn turn) {
        var asked = expiry(given);
        if (asked.isEmpty()) return given;
        checkExpiry(before, given, turn);
        var et = turn.byId(before.pi()).map(parent -> lifetimes.grant(asked, parent, turn.now()));
        return given.with(Attributes.ET.shortName(), Value.of(et.orElse(asked.get())));
    }

    /** No child may outlive its parent. TS-0004 §7.3.3.4 */
    private void checkExpiry(Resource before, Value.Fields given, Turn turn) {
        var shorter = expiry(given)
                .filter(time -> before.text(Attributes.ET)
                        .map(old -> time.compareTo(old) < 0)
                        .orElse(true));
        if (shorter.isEmpty()) return;
        turn.view().outliving(before.ri(), shorter.get()).ifPresent(child -> {
            throw Refused.badRequest("et is earlier than that of the child " + child.path())
                    .about("et");
        });
    }

    /** Whether a content represents a resource of a type that is known here. */
    boolean isResource(Value.Fields content) {
        return content.members().keySet().stream()
                .anyMatch(root -> types.byRoot(root).isPresent());
    }

    private ResourceType typeOf(Request request) {
        var content = request.content().members();
        if (content.isEmpty()) throw shapeless("a CREATE needs a resource in its content");
        if (content.size() != 1) throw shapeless("the content must have exactly one resource, not " + content.size());
        if (request.type() == CseBase.TYPE.number()) throw Refused.notAllowed("a CSEBase cannot be created");
        if (!identity.hosts(request.type())) // [TS-0004 §7.3.3.3]
        throw Refused.notAllowed("only an IN-CSE has resources of type " + request.type());
        var only = content.entrySet().iterator().next();
        var root = only.getKey();
        var type = types.byRoot(root).orElseThrow(() -> unknown(request.type(), root, only.getValue()));
        if (type.number() != request.type())
            throw shapeless("the content is a " + root + ", but resource type " + request.type() + " was asked for");
        return type;
    }

    private Refused unknown(int number, String root, Value content) {
        if (number == FlexContainer.NUMBER)
            return new Refused(
                    ResultCode.SPECIALIZATION_SCHEMA_NOT_FOUND,
                    "no flexContainer is known as " + root); // [TS-0004 §7.4.37.2.1]
        var known = types.byNumber(number);
        if (known.filter(type -> !type.isImplemented()).isPresent())
            return notImplemented(known.get().toString());
        if (number == MgmtObj.NUMBER && isSpecified(content)) return notImplemented("the management object " + root);
        if (number != MgmtObj.NUMBER && known.isEmpty())
            return SpecifiedType.has(number)
                    ? notImplemented("resource type " + number)
                    : new Refused(Reason.TYPE_UNKNOWN, "there is no resource type " + number);
        return shapeless("resource type " + number + " has no representation named " + root);
    }

    /** Whether it is a kind of management object that the specification has, but not we. */
    private boolean isSpecified(Value content) {
        return content instanceof Value.Fields fields
                && fields.find(Attributes.MGD.shortName())
                        .filter(SpecifiedType::hasManagement)
                        .filter(definition -> types.byDiscriminator(definition).isEmpty())
                        .isPresent();
    }

    private static Refused shapeless(String sentence) {
        return new Refused(Reason.CONTENT_SHAPE, sentence);
    }

    private static Refused notImplemented(String what) {
        return new Refused(Reason.TYPE_UNSUPPORTED, what + " is not implemented here");
    }

    private static void checkDiscriminator(ResourceType type, Value expected, Value.Fields attributes) {
        boolean flexible = type.has(Attributes.CND);
        var name = (flexible ? Attributes.CND : Attributes.MGD).shortName();
        if (attributes.find(name).filter(expected::equals).isPresent()) return;
        throw flexible
                ? new Refused(ResultCode.SPECIALIZATION_SCHEMA_NOT_FOUND, name + " does not name " + type)
                : Refused.badRequest(name + " is not that of " + type);
    }

    // What a request says of a resource is of its release, as its parameters are. [TS-0001 §8.1.2]
    private static void checkRelease(Request request, ResourceType type, Value.Fields given) {
        Releases.tooNew(request, type, given).ifPresent(name -> {
            throw Refused.badRequest("the release of the request has no attribute " + name + ", a later one does")
                    .about(name);
        });
    }

    private static void checkLabels(Value.Fields attributes) {
        if (attributes.find(Attributes.LBL.shortName()).orElse(null) instanceof Value.Items(var labels)
                && labels.size() > MOST_LABELS)
            throw Refused.badRequest("lbl may have at most " + MOST_LABELS + " labels")
                    .about("lbl");
    }

    // deviceInfo has an attribute of this name that is any text. [TS-0001 §D.8]
    private void checkLocation(Value.Fields attributes, ResourceType type) {
        if (type.has(Attributes.LOC)
                && attributes.find(Attributes.LOC.shortName()).orElse(null) instanceof Value.Fields at)
            geography.check(Geometry.of(at));
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME)
            throw Refused.badRequest("rn must have 1 to " + LONGEST_NAME + " characters")
                    .about("rn");
        // Unreserved characters of RFC 3986 and letters and digits of any script. [TS-0001 §7.2]
        if (!name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0))
            throw Refused.badRequest("rn may have letters, digits and -._~ only")
                    .about("rn");
        if (RESERVED.contains(name)) throw Refused.badRequest("the name " + name + " is reserved");
    }

    private static Optional<String> expiry(Value.Fields attributes) {
        return attributes.text(Attributes.ET.shortName());
    }

    private static void checkFuture(String time, Instant now) {
        if (!Timestamp.parse(time).isAfter(now))
            throw Refused.badRequest("et is in the past").about("et");
    }

    /** An AE that names no release, anywhere, is of the first; later ones have to. TS-0001 §9.6.5, TS-0004 §7.4.5.1 */
    private static Value.Fields ofItsRelease(Request request, ResourceType type, Value.Fields given) {
        var releases = Attributes.SRV.shortName();
        boolean named = given.find(releases).isPresent()
                || request.find(Parameter.RELEASE_VERSION_INDICATOR).isPresent();
        return type != Ae.TYPE || named ? given : given.with(releases, Value.texts(List.of("1")));
    }

    private static Value.Fields members(Value.Fields content, ResourceType type) {
        if (content.members().size() == 1 && content.find(type.root()).orElse(null) instanceof Value.Fields fields)
            return fields;
        throw shapeless("the content must be one " + type + " with its attributes");
    }
}
