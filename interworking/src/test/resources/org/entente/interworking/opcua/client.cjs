// SPDX-License-Identifier: Apache-2.0
// A client in node-opcua that takes a command a line and answers each with a line of JSON: "browse <path>",
// "read <path>", "write <path> <type> <json>", "call <path> <path of method> <type> <json>", "watch <path>", "heard".
"use strict";
// The library prints what it notices; only our answers belong there.
console.log = console.warn = console.info = console.error;
const path = require("node:path");
const readline = require("node:readline");
const [modules, folder, url, userName, password] = process.argv.slice(2);
const from = (name) => require(path.join(modules, "node_modules", name));
const { OPCUAClient, ClientSubscription, ClientMonitoredItem } = from("node-opcua-client");
const { OPCUACertificateManager } = from("node-opcua-certificate-manager");
const { DataType } = from("node-opcua-variant");
const { AttributeIds } = from("node-opcua-data-model");
const { TimestampsToReturn } = from("node-opcua-service-read");
const { MessageSecurityMode, SecurityPolicy, UserTokenType } = { ...from("node-opcua-secure-channel"), ...from("node-opcua-service-endpoints") };

const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");

async function enter() {
    const certificates = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: path.join(folder, "pki") });
    await certificates.initialize();
    const client = OPCUAClient.create({
        securityMode: MessageSecurityMode.SignAndEncrypt, securityPolicy: SecurityPolicy.Basic256Sha256,
        clientCertificateManager: certificates, endpointMustExist: false,
        connectionStrategy: { maxRetry: 0 },
    });
    await client.connect(url);
    return await client.createSession({ type: UserTokenType.UserName, userName, password });
}

const shown = (value) => (typeof value === "object" && value !== null ? JSON.parse(JSON.stringify(value)) : value);

async function serve() {
    const session = await enter();
    const namespaces = await session.readNamespaceArray();
    const node = (id) => `ns=${namespaces.indexOf("urn:entente:devices")};s=${id}`;
    const heard = [];
    const commands = {
        browse: async (id) => (await session.browse(node(id))).references.map((each) => each.browseName.name),
        read: async (id) => {
            const data = await session.read({ nodeId: node(id), attributeId: AttributeIds.Value });
            return { value: shown(data.value.value), type: DataType[data.value.dataType], status: data.statusCode.name, source: Boolean(data.sourceTimestamp) };
        },
        write: async (id, type, json) =>
            (await session.write({ nodeId: node(id), attributeId: AttributeIds.Value, value: { value: { dataType: DataType[type], value: JSON.parse(json) } } })).name,
        call: async (object, method, type, json) => {
            const defined = await session.getArgumentDefinition(node(method));
            const inputArguments = [{ dataType: DataType[type], value: JSON.parse(json) }];
            const answer = await session.call({ objectId: node(object), methodId: node(method), inputArguments });
            const names = (all) => all.map((each) => each.name);
            return { status: answer.statusCode.name, gave: (answer.outputArguments || []).map((each) => shown(each.value)), takes: names(defined.inputArguments), gives: names(defined.outputArguments) };
        },
        watch: async (id) => {
            const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 50, requestedMaxKeepAliveCount: 100, requestedLifetimeCount: 1000, publishingEnabled: true });
            const item = ClientMonitoredItem.create(subscription, { nodeId: node(id), attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 10 }, TimestampsToReturn.Both);
            item.on("changed", (data) => heard.push(data.value.value));
            return await new Promise((resolve) => item.once("initialized", () => resolve("watching")));
        },
        heard: async () => heard,
    };
    say("entered");
    readline.createInterface({ input: process.stdin }).on("line", (line) => {
        const [command, ...words] = line.split(" ");
        commands[command](...words).then(say, (error) => say({ error: error.message }));
    }).on("close", () => process.exit(0));
}

serve().catch((error) => {
    say({ error: error.message });
    process.exit(1);
});
