// SPDX-License-Identifier: Apache-2.0
// Starts aedes in memory for one user and says its port; then "version <client>" is answered by the level of the protocol
// by which that client is connected, or "none".
"use strict";
const path = require("node:path");
const [modules, user, password] = process.argv.slice(2);
const { Aedes } = require("node:module").createRequire(path.join(modules, "package.json"))("aedes");

async function start() {
    const broker = await Aedes.createBroker({
        authenticate: (client, name, secret, done) => done(null, name === user && String(secret) === password),
    });
    const versions = new Map();
    broker.on("clientReady", (client) => versions.set(client.id, client.version));
    const server = require("node:net").createServer(broker.handle);
    server.listen(0, "127.0.0.1", () => console.log(server.address().port));
    require("node:readline")
        .createInterface({ input: process.stdin })
        .on("line", (line) => console.log(versions.get(line.split(" ")[1]) ?? "none"));
}

start();
