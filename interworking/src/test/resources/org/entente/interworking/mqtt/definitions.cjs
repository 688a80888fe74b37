// SPDX-License-Identifier: Apache-2.0
// Prints each device that zigbee-herdsman-converters knows as zigbee2mqtt lists it, and a state that it may be in: a line
// of JSON each, then "end".
"use strict";
const path = require("node:path");
const [modules] = process.argv.slice(2);
// What the definitions say while they are looked at is no line of ours.
for (const each of ["log", "info", "warn", "error", "debug"]) console[each] = () => {};
const { definitions } = require(path.join(modules, "node_modules", "zigbee-herdsman-converters"));

const sample = (expose) => {
    switch (expose.type) {
        case "binary": return expose.value_on;
        case "numeric": return expose.value_min ?? 1;
        case "enum": return expose.values[0];
        case "text": return "x";
        case "list": return [];
        default: return state(expose.features ?? []);
    }
};
// Those that are called specific have no property of their own: their features stand beside everything else.
const state = (exposes) =>
    Object.assign({}, ...exposes.map((each) => each.property ? { [each.property]: sample(each) } : state(each.features ?? [])));

for (const [number, definition] of definitions.entries()) {
    let exposes = definition.exposes;
    try {
        if (typeof exposes === "function") exposes = exposes(undefined, {});
    } catch {
        continue; // It has to be asked what it is.
    }
    const { model, vendor, description } = definition;
    const device = { friendly_name: `device${number}`, type: "Router", definition: { model, vendor, description, exposes } };
    process.stdout.write(JSON.stringify({ device, state: state(exposes) }) + "\n");
}
process.stdout.write("end\n");
