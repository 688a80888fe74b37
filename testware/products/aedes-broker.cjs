// SPDX-License-Identifier: Apache-2.0
// Starts aedes on a port: in memory, with credentials and a topic that nobody may publish on.
'use strict';
const { Aedes } = require('aedes');

const [port, , user, password, restricted] = process.argv.slice(2);
Aedes.createBroker({
    authenticate: (client, name, secret, done) => {
        const known = name === user && String(secret) === password;
        done(known ? null : Object.assign(new Error('not authorised'), { returnCode: 5 }), known);
    },
    authorizePublish: (client, packet, done) =>
        done(packet.topic === restricted ? new Error('not authorised') : null),
}).then((broker) =>
    require('net').createServer(broker.handle).listen(Number(port), '127.0.0.1', () => console.log('ready')));
