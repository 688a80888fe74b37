// SPDX-License-Identifier: Apache-2.0
// Starts aedes: in memory, with credentials if it is told some, and a topic that nobody may publish on. WebSocket is by the
// package ws.
'use strict';
const fs = require('fs');
const { Aedes } = require('aedes');
const { WebSocketServer, createWebSocketStream } = require('ws');

const told = Object.fromEntries(process.argv.slice(2).map((argument) => {
    const at = argument.indexOf('=');
    return [argument.slice(0, at), argument.slice(at + 1)];
}));

const listening = (server, port) =>
    new Promise((resolve) => server.listen(Number(port), '127.0.0.1', () => resolve(server)));

async function start() {
    const broker = await Aedes.createBroker({
        authenticate: (client, name, secret, done) => {
            const known = !told.user || (name === told.user && String(secret) === told.password);
            done(known ? null : Object.assign(new Error('not authorised'), { returnCode: 5 }), known);
        },
        authorizePublish: (client, packet, done) =>
            done(packet.topic === told.restricted ? new Error('not authorised') : null),
    });
    await listening(require('net').createServer(broker.handle), told.mqtt);
    const keys = { pfx: fs.readFileSync(told.keys), passphrase: told.secret };
    await listening(require('tls').createServer(keys, broker.handle), told.mqtts);
    const http = await listening(require('http').createServer(), told.ws);
    new WebSocketServer({ server: http }).on('connection', (socket, request) =>
        broker.handle(createWebSocketStream(socket), request));
    console.log('ready');
}

start();
