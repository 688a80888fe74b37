// SPDX-License-Identifier: Apache-2.0
// A plant in node-opcua, with companion models of the OPC Foundation. Says its port; takes lines
// "set <name> <number>", "get <name>" and the deeds below, and answers each with one.
"use strict";
// The library prints what it notices about nodesets; only our answers belong there.
console.log = console.warn = console.info = console.error;
const say = (line) => process.stdout.write(line + "\n");
const path = require("node:path");
const net = require("node:net");
const readline = require("node:readline");
const [modules, folder] = process.argv.slice(2);
const from = (name) => require(path.join(modules, "node_modules", name));
const { OPCUAServer, OPCUACertificateManager } = { ...from("node-opcua-server"), ...from("node-opcua-certificate-manager") };
const { nodesets } = from("node-opcua-nodesets");
const { DataType, Variant } = from("node-opcua-variant");
const { LocalizedText } = from("node-opcua-data-model");
const { standardUnits } = from("node-opcua-data-access");
const { StatusCodes } = from("node-opcua-status-code");
const { MessageSecurityMode, SecurityPolicy } = from("node-opcua-secure-channel");

const free = () => new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
    });
});

const text = (value) => ({ dataType: DataType.LocalizedText, value: new LocalizedText({ text: value }) });

function identify(space, parent) {
    const machinery = space.getNamespaceIndex("http://opcfoundation.org/UA/Machinery/");
    const identification = space
        .findObjectType("MachineIdentificationType", machinery)
        .instantiate({ browseName: { name: "Identification", namespaceIndex: parent.browseName.namespaceIndex }, componentOf: parent });
    identification.manufacturer.setValueFromSource(text("Acme Machines"));
    identification.serialNumber.setValueFromSource({ dataType: DataType.String, value: "M-77" });
    identification.productInstanceUri.setValueFromSource({ dataType: DataType.String, value: "urn:acme:M-77" });
}

function build(space) {
    const own = space.getOwnNamespace();
    const objects = space.rootFolder.objects;
    // Only nodes with a version tell that something below them has come or gone.
    const machine = own.addObject({
        browseName: "Mixer", organizedBy: objects, nodeVersion: "0", eventNotifier: 1, notifierOf: objects.server,
    });
    identify(space, machine);

    const di = space.getNamespaceIndex("http://opcfoundation.org/UA/DI/");
    const type = own.addObjectType({ browseName: "TransmitterType", subtypeOf: space.findObjectType("DeviceType", di) });
    const transmitter = type.instantiate({ browseName: "Transmitter", organizedBy: objects });
    transmitter.manufacturer.setValueFromSource(text("Acme Sensors"));
    transmitter.model.setValueFromSource(text("T-1000"));
    transmitter.softwareRevision.setValueFromSource({ dataType: DataType.String, value: "2.1" });

    const padim = space.getNamespaceIndex("http://opcfoundation.org/UA/PADIM/");
    const process = space.findVariableType("TemperatureMeasurementVariableType", padim).instantiate({
        browseName: "ProcessTemperature", componentOf: machine, dataType: DataType.Float,
    });
    process.setValueFromSource({ dataType: DataType.Float, value: 80.5 });
    // Its unit is that of the type's own child; degrees Fahrenheit show that it counts.
    const units = process.getChildByName("EngineeringUnits");
    if (units) units.setValueFromSource({ dataType: DataType.ExtensionObject, value: standardUnits.degree_fahrenheit });

    const level = own.addAnalogDataItem({
        browseName: "Charge", componentOf: machine, eventSourceOf: machine, dataType: DataType.Double, engineeringUnitsRange: { low: 0, high: 500 },
        engineeringUnits: standardUnits.kilogram, value: { dataType: DataType.Double, value: 120 }, accessLevel: "CurrentRead | CurrentWrite",
    });
    const running = own.addTwoStateDiscrete({
        browseName: "Stirring", componentOf: machine, trueState: "on", falseState: "off", value: false,
        accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite",
    });
    own.addMethod(machine, { browseName: "Empty", inputArguments: [], outputArguments: [] }).bindMethod((inputs, context, done) => {
        level.setValueFromSource({ dataType: DataType.Double, value: 0 });
        done(null, { statusCode: StatusCodes.Good });
    });
    const argument = (name, dataType, valueRank = -1) => ({ name, dataType, valueRank, description: { text: name } });
    own.addMethod(machine, {
        browseName: "Dose",
        inputArguments: [argument("amount", DataType.Double), argument("tanks", DataType.String, 1)],
        outputArguments: [argument("charge", DataType.Double), argument("note", DataType.LocalizedText)],
    }).bindMethod(([amount, tanks], context, done) => {
        if (amount.value > 500) return done(null, { statusCode: StatusCodes.BadOutOfRange });
        level.setValueFromSource({ dataType: DataType.Double, value: amount.value });
        done(null, {
            statusCode: StatusCodes.Good,
            outputArguments: [{ dataType: DataType.Double, value: amount.value }, text("from " + tanks.value.join(" and "))],
        });
    });
    own.addVariable({
        browseName: "Window", componentOf: machine, dataType: "Range", accessLevel: "CurrentRead | CurrentWrite",
        value: { dataType: DataType.ExtensionObject, value: space.constructExtensionObject(space.findDataType("Range"), { low: 1, high: 2 }) },
    });
    const recipe = space.findDataType("RecipeType", space.getNamespaceIndex("urn:entente:recipes"));
    own.addMethod(machine, {
        browseName: "Cook", inputArguments: [argument("recipe", recipe.nodeId)], outputArguments: [argument("said", DataType.String)],
    }).bindMethod(([{ value }], context, done) => {
        const steps = value.steps.map((each) => each.amount + " of " + each.tank + " at " + each.speed).join(", ");
        const said = [value.name, String(value.note), value.pause, steps, value.limits.low + " to " + value.limits.high].join("; ");
        done(null, { statusCode: StatusCodes.Good, outputArguments: [{ dataType: DataType.String, value: said }] });
    });
    space.installAlarmsAndConditionsService();
    own.instantiateExclusiveLimitAlarm("ExclusiveLimitAlarmType", {
        browseName: "Overfull", conditionName: "Overfull", componentOf: machine, conditionSource: level, inputNode: level,
        highHighLimit: 450, highLimit: 400, lowLimit: -100, lowLowLimit: -200,
    });
    return { machine, variables: { Charge: level, Stirring: running, ProcessTemperature: process } };
}

// What the plant does by itself, besides changing its variables.
const deeds = {
    ring: (machine) => machine.raiseEvent("BaseEventType", {
        sourceName: { dataType: DataType.String, value: "Mixer" }, message: text("the lid is open"),
        severity: { dataType: DataType.UInt16, value: 700 },
    }),
    grow: (machine) => machine.namespace.addAnalogDataItem({
        browseName: "Reserve", componentOf: machine, dataType: DataType.Double,
        engineeringUnitsRange: { low: 0, high: 500 }, engineeringUnits: standardUnits.kilogram,
        value: { dataType: DataType.Double, value: 77 },
    }),
    shrink: (machine) => machine.namespace.deleteNode(machine.getChildByName("Reserve")),
};

async function serve() {
    const port = await free();
    const certificates = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: path.join(folder, "pki") });
    await certificates.initialize();
    const server = new OPCUAServer({
        port, hostname: "127.0.0.1", alternateHostname: ["127.0.0.1"],
        nodeset_filename: [nodesets.standard, nodesets.di, nodesets.irdi, nodesets.padim, nodesets.ia, nodesets.machinery, path.join(__dirname, "recipes.xml")],
        securityPolicies: [SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Aes256_Sha256_RsaPss],
        securityModes: [MessageSecurityMode.SignAndEncrypt],
        serverCertificateManager: certificates,
        userManager: { isValidUser: (user, password) => user === "operator" && password === "not for the log" },
        allowAnonymous: false,
    });
    await server.initialize();
    const { machine, variables } = build(server.engine.addressSpace);
    await server.start();
    say(String(port));
    readline.createInterface({ input: process.stdin }).on("line", (line) => {
        const [word, name, number] = line.split(" ");
        if (deeds[word]) {
            deeds[word](machine);
            return say("done");
        }
        const variable = variables[name];
        const dataType = variable.readValue().value.dataType;
        if (word === "set") variable.setValueFromSource(new Variant({ dataType, value: Number(number) }));
        say(String(variable.readValue().value.value));
    }).on("close", () => process.exit(0));
}

serve().catch((error) => {
    console.error(error);
    process.exit(1);
});
