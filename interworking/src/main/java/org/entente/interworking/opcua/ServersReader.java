// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.entente.interworking.Sheet;
import org.entente.interworking.Sheet.Where;
import org.entente.interworking.opcua.Servers.Bounds;
import org.entente.interworking.opcua.Servers.Identity;
import org.entente.interworking.opcua.Servers.Protection;
import org.entente.interworking.opcua.Servers.Server;

/** Reads which servers there are from a user's file; mistakes stay in the sheet. */
public final class ServersReader {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MOST_NODES = 100_000;
    private static final int MOST_DEPTH = 50;
    private static final int MOST_ELEMENTS = 100_000;
    private static final String NONE = "none";
    /** Broken ones are not among them. */
    static final List<SecurityPolicy> POLICIES = List.of(
            SecurityPolicy.Aes256_Sha256_RsaPss, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Basic256Sha256);

    private static final Set<String> KEYS = Set.of(
            "name",
            "url",
            "security",
            "mode",
            "user",
            "password-file",
            "certificate-file",
            "key-file",
            "root",
            "every",
            "nodes",
            "depth",
            "elements");

    private final Sheet sheet;

    private ServersReader(Sheet sheet) {
        this.sheet = sheet;
    }

    public static Servers read(Sheet sheet) {
        return new ServersReader(sheet).whole();
    }

    private Servers whole() {
        var servers = new ArrayList<Server>();
        var names = new HashSet<String>();
        for (var device : sheet.maps(sheet.root(), "devices", sheet.whole(), "a device")) {
            var server = server(device);
            if (!names.add(server.name()))
                sheet.mistake(sheet.where(device, "device " + server.name()) + " stands there twice");
            servers.add(server);
        }
        return new Servers(servers);
    }

    private Server server(Map<String, Object> device) {
        var name = sheet.text(device, "name", sheet.where(device, "a device"));
        var where = sheet.where(device, "device " + name);
        sheet.known(device, KEYS, where);
        var url = url(device, where);
        return new Server(
                name,
                url,
                protection(device, url, where),
                identity(device, where),
                root(device, where),
                sheet.duration(device, "every", where).orElse(EVERY),
                new Bounds(
                        sheet.whole(device, "nodes", 1, MOST_NODES, Bounds.USUAL.nodes(), where),
                        sheet.whole(device, "depth", 1, MOST_DEPTH, Bounds.USUAL.depth(), where),
                        sheet.whole(device, "elements", 1, MOST_ELEMENTS, Bounds.USUAL.elements(), where)));
    }

    private URI url(Map<String, Object> device, Where where) {
        var text = sheet.text(device, "url", where);
        try {
            var url = URI.create(text);
            if ("opc.tcp".equals(url.getScheme()) && url.getHost() != null) return url;
        } catch (IllegalArgumentException e) {
            // Falls through: the sentence below is the same for both.
        }
        sheet.mistake(where + ": url must look like opc.tcp://host:4840, not " + text);
        return URI.create("opc.tcp://localhost");
    }

    private Protection protection(Map<String, Object> device, URI url, Where where) {
        var words = new ArrayList<>(List.of("best"));
        POLICIES.forEach(policy -> words.add(policy.name()));
        words.add(NONE);
        var word = sheet.oneOf(device, "security", words, where);
        var mode = sheet.oneOf(device, "mode", List.of("sign-and-encrypt", "sign"), where);
        if (word.equals(NONE)) {
            if (!isLoopback(url)) sheet.mistake(where + ": security none is for servers on this machine alone");
            return Protection.NONE;
        }
        return new Protection(
                POLICIES.stream().filter(policy -> policy.name().equals(word)).findFirst(),
                mode.equals("sign") ? MessageSecurityMode.Sign : MessageSecurityMode.SignAndEncrypt);
    }

    private static boolean isLoopback(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Identity identity(Map<String, Object> device, Where where) {
        boolean isUser = both(device, "user", "password-file", where);
        boolean isCertified = both(device, "certificate-file", "key-file", where);
        if (isUser && isCertified) sheet.mistake(where + " has a user and a certificate; it can be one of them");
        if (isUser) return new Identity.User(word(device, "user"), Path.of(word(device, "password-file")));
        if (isCertified)
            return new Identity.Certificate(
                    Path.of(word(device, "certificate-file")), Path.of(word(device, "key-file")));
        return new Identity.Anonymous();
    }

    private boolean both(Map<String, Object> device, String one, String other, Where where) {
        if (device.containsKey(one) != device.containsKey(other))
            sheet.mistake(where + ": " + one + " and " + other + " belong together");
        return device.containsKey(one) && device.containsKey(other);
    }

    private String word(Map<String, Object> device, String key) {
        return sheet.optional(device, key).orElse("");
    }

    private Optional<String> root(Map<String, Object> device, Where where) {
        var root = sheet.optional(device, "root");
        try {
            root.ifPresent(ExpandedNodeId::parse);
        } catch (UaRuntimeException e) {
            sheet.mistake(where + ": root must be a node such as nsu=http://example.org/;s=Boiler, not " + root.get());
        }
        return root;
    }
}
