// SPDX-License-Identifier: Apache-2.0
// A device in coap-node that takes a command a line and answers each with a line: "register", "update",
// "set <object> <resource> <json>", "get <object> <resource>", "reboots", "deregister". With "json" it is
// spoken to in the JSON of LwM2M 1.0; as it registers by itself, in TLV.
"use strict";
const path = require("node:path");
const readline = require("node:readline");
const [modules, port, name, format] = process.argv.slice(2);
const from = (name) => require(path.join(modules, "node_modules", name));
// What the machine's network is called costs it seconds, and is nothing that the hub is told.
from("network").get_active_interface = (done) => done(new Error("not asked for"));
if (format === "json") {
    // It names its format without the words that make it count.
    const helper = from("coap-node/lib/components/helper.js");
    const links = helper.checkAndBuildObjList;
    helper.checkAndBuildObjList = (...all) => links(...all)?.replace("</>;", '</>;rt="oma.lwm2m";');
}
const SmartObject = from("smartobject");
const CoapNode = from("coap-node");

const objects = new SmartObject();
objects.init("temperature", 0, { sensorValue: 21.5, units: "Cel" });
objects.init("lightCtrl", 0, { onOff: false, dimmer: 30 });
const node = new CoapNode(name, objects, { lifetime: 3600, version: "1.0" });
let reboots = 0;
objects.init("device", 0, { manuf: "Acme", model: "CN-1", reboot: { exec: (done) => { reboots++; done(null); } } });
node.on("error", () => {});

const status = (act) => new Promise((told) => act((error, answer) => told(error ? `error ${error.message}` : answer.status)));
const commands = {
    register: () => status((done) => node.register("127.0.0.1", Number(port), done)),
    update: () => status((done) => node.update({ lifetime: node.lifetime + 1 }, done)),
    deregister: () => status((done) => node.deregister(done)),
    set: (object, resource, json) => status((done) => objects.write(object, 0, resource, JSON.parse(json), (error) => done(error, { status: "set" }))),
    get: async (object, resource) => JSON.stringify(objects.get(object, 0, resource)),
    reboots: async () => String(reboots),
};

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
    const [command, ...words] = line.split(" ");
    try {
        console.log(await commands[command](...words));
    } catch (error) {
        console.log(`error ${error.message}`);
    }
});
