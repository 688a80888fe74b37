// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.entente.bindings.coap.Dtls.SharedKey;
import org.entente.client.Client;
import org.entente.client.ClientSettings;
import org.entente.codec.Json;
import org.entente.codec.Serialization;
import org.entente.codec.TypeFile;
import org.entente.cse.address.Identifiers;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.TlsFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends any primitive to a CSE and prints its answer. */
@Command(
        name = "request",
        mixinStandardHelpOptions = true,
        description = "Send any primitive to a CSE over any binding, and print the answer so that one can read it.",
        footer = {
            "",
            "Examples:",
            "  entente request retrieve cse-in --from CAdmin --credential-file admin.txt",
            "  entente request create cse-in/app --type 3 --content @box.json --from Capp",
            "  entente request retrieve cse-in/app --parameter 'rt={\"rtv\":1}' --from Capp",
            "  entente request retrieve cse-in --parameter 'fc={\"fu\":1,\"ty\":[3]}' --from Capp"
        })
final class RequestCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    /** What a command knows that has no configuration of a hub. */
    static final ResourceTypes TYPES = ResourceTypes.standard().with(TypeFile.ts0023());

    @Parameters(index = "0", paramLabel = "OPERATION", description = "create, retrieve, update, delete or notify.")
    private Verb verb = Verb.retrieve;

    @Parameters(index = "1", paramLabel = "TO", description = "The target's address in any form.")
    private String to = "";

    @Option(
            names = "--over",
            paramLabel = "URL",
            converter = Where.class,
            description = "Where the CSE is, by http, https, ws, wss, coap, coaps (or coap+dtls), coap+tcp, coaps+tcp,"
                    + " mqtt or mqtts; http, ws, coap, coap+dtls, coap+tcp or mqtt alone is the hub on this machine at"
                    + " its usual port: ${DEFAULT-VALUE}.")
    private URI cse = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--cse-id",
            paramLabel = "CSE-ID",
            description = "Whom requests over mqtt are for: ${DEFAULT-VALUE}.")
    private String cseId = "/id-in";

    @Option(names = "--from", paramLabel = "ORIGINATOR", description = "Who asks; an AE that registers may have none.")
    private String from = "";

    @Option(names = "--type", paramLabel = "N", description = "The resource type of a create, such as 3 for container.")
    private int type;

    @Option(
            names = "--content",
            paramLabel = "JSON",
            description = "The primitive content; @FILE reads it from a file.")
    private @Nullable String content;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=JSON",
            description = "Any other parameter by its short name, such as rcn=4; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Mixin
    private final Asking asking = new Asking();

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            description = "A PEM file with the authorities to trust for https, wss, coaps, coaps+tcp and mqtts.")
    private @Nullable Path trusted;

    @Option(
            names = "--certificates",
            paramLabel = "FILE",
            description =
                    "A PEM file with the certificate and chain to show for https, wss, coaps, coaps+tcp and mqtts.")
    private @Nullable Path certificates;

    @Option(names = "--key", paramLabel = "FILE", description = "A PEM file with the certificate's private key.")
    private @Nullable Path key;

    @Option(
            names = "--psk-file",
            paramLabel = "FILE",
            description = "A file whose first line is the identity and the hexadecimal pre-shared key for coaps.")
    private @Nullable Path psk;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "What goes over the wire, json, cbor or xml: ${DEFAULT-VALUE}.")
    private Form form = Form.json;

    @Option(names = "--json", description = "Print the whole response primitive as one line of JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** The operations as one types them. */
    enum Verb {
        create(1),
        retrieve(2),
        update(3),
        delete(4),
        notify(5);

        private final int number;

        Verb(int number) {
            this.number = number;
        }
    }

    /** The serializations as one types them. */
    enum Form {
        json(Serialization.JSON),
        cbor(Serialization.CBOR),
        xml(Serialization.XML);

        private final Serialization serialization;

        Form(Serialization serialization) {
            this.serialization = serialization;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        var response = answer();
        print(response, spec.commandLine().getOut());
        return response.isSuccess() ? 0 : REFUSED;
    }

    private Response answer() throws IOException {
        var settings = ClientSettings.to(cse.toString())
                .as(from)
                .speaking(form.serialization)
                .within(asking.timeout())
                .knowing(TYPES)
                .named(cseId)
                .trusting(new TlsFiles(
                        Optional.ofNullable(certificates), Optional.ofNullable(key), Optional.ofNullable(trusted)));
        if (psk != null) settings = settings.showing(SharedKey.read(psk));
        var secret = asking.secret();
        try (var client = Client.connect(secret.isPresent() ? settings.showing(secret.get()) : settings)) {
            return client.send(request());
        }
    }

    private Request request() throws IOException {
        var primitive = new LinkedHashMap<String, Value>();
        primitive.put(Parameter.OPERATION.shortName(), Value.of(verb.number));
        primitive.put(Parameter.TO.shortName(), Value.of(to));
        if (!from.isEmpty()) primitive.put(Parameter.FROM.shortName(), Value.of(from));
        primitive.put(
                Parameter.REQUEST_IDENTIFIER.shortName(), Value.of(new Identifiers(new SecureRandom()).requestId()));
        primitive.put(Parameter.RELEASE_VERSION_INDICATOR.shortName(), Value.of(Request.RELEASE));
        if (type != 0) primitive.put(Parameter.RESOURCE_TYPE.shortName(), Value.of(type));
        if (content != null) primitive.put(Parameter.CONTENT.shortName(), parse(contentText(content)));
        parameters.forEach((name, value) -> primitive.put(name, parse(name, value)));
        return Primitives.request(new Value.Fields(primitive), Peer.UNKNOWN);
    }

    private static String contentText(String given) throws IOException {
        return given.startsWith("@") ? Files.readString(Path.of(given.substring(1))) : given;
    }

    private static Value parse(String json) {
        return Json.STRICT.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Value parse(String parameter, String json) {
        try {
            return parse(json);
        } catch (Refused malformed) {
            throw new IllegalArgumentException(
                    "the value of parameter " + parameter + " is not valid JSON, in which a text has quotes: " + json,
                    malformed);
        }
    }

    private void print(Response response, PrintWriter out) {
        if (json) out.println(new String(Json.STRICT.write(Primitives.fields(response)), StandardCharsets.UTF_8));
        else {
            out.println(response.code().number() + " " + response.code());
            var lines = new ArrayList<String>();
            if (!response.sentence().isEmpty()) lines.add(response.sentence());
            else Indented.append(response.content(), "", lines);
            lines.forEach(out::println);
        }
        out.flush();
    }
}
