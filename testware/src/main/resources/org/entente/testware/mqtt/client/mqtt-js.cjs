// SPDX-License-Identifier: Apache-2.0
// Adapter: makes the npm package mqtt do what a script of the upper tester says. NODE_PATH says where the package is.
'use strict';
const mqtt = require('mqtt');
const lines = require('readline').createInterface({ input: process.stdin });
const script = [];
const tell = (line) => process.stdout.write(line + '\n');

lines.on('line', (line) => {
    if (line === 'run') {
        lines.close();
        run().then(() => tell('done'), (error) => tell('failed ' + error.message));
        return;
    }
    const [verb, ...pairs] = line.split(' ');
    const args = {};
    for (const pair of pairs) {
        const at = pair.indexOf('=');
        args[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1));
    }
    script.push({ verb, args });
});

let client;

function connect(args) {
    const five = args.version === '5.0';
    const options = {
        protocol: args.scheme || 'mqtt',
        host: args.host,
        port: Number(args.port),
        path: args.path,
        ca: args.ca && require('fs').readFileSync(args.ca),
        protocolVersion: five ? 5 : 4,
        clientId: args.client,
        clean: args.clean !== '0',
        keepalive: Number(args.keepalive),
        username: args.user,
        password: args.password,
        reconnectPeriod: script.some((command) => command.verb === 'reconnect') ? 50 : 0,
        properties: five && args['alias-maximum'] ? { topicAliasMaximum: Number(args['alias-maximum']) } : undefined,
    };
    if (args['will-topic']) {
        options.will = {
            topic: args['will-topic'],
            payload: args['will-payload'],
            qos: Number(args['will-qos']),
            retain: args['will-retain'] === '1',
        };
    }
    client = mqtt.connect(options);
    client.on('message', (topic, payload) =>
        tell('message topic=' + encodeURIComponent(topic) + ' payload=' + encodeURIComponent(payload.toString())));
    client.on('error', (error) => tell('failed ' + error.message));
    return new Promise((resolve) => client.once('connect', resolve));
}

function perform({ verb, args }) {
    switch (verb) {
        case 'connect':
            return connect(args);
        case 'publish':
            return client.publishAsync(args.topic, args.payload, {
                qos: Number(args.qos),
                retain: args.retain === '1',
                properties: args.alias ? { topicAlias: Number(args.alias) } : undefined,
            });
        case 'subscribe':
            return client.subscribeAsync(args.filter, { qos: Number(args.qos) });
        case 'unsubscribe':
            return client.unsubscribeAsync(args.filter);
        case 'disconnect':
            return client.endAsync();
        default: // idle and reconnect: the package does both by itself
            return Promise.resolve();
    }
}

async function run() {
    for (const command of script) {
        const work = Promise.resolve()
            .then(() => perform(command))
            .catch((error) => tell('failed ' + error.message));
        if (command.args.wait !== '0') await work;
    }
}
