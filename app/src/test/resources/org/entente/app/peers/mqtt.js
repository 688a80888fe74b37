// SPDX-License-Identifier: Apache-2.0
// An application over npm's mqtt: registers, is notified, and prints what it gets, a line each.
'use strict';
const fs = require('fs');
const mqtt = require('mqtt');

const [url, authority, certificate, key] = process.argv.slice(2);
const secrets = authority
    ? { ca: fs.readFileSync(authority), cert: fs.readFileSync(certificate), key: fs.readFileSync(key) }
    : {};
const client = mqtt.connect(url, { clientId: 'A::Cnode', username: authority ? undefined : 'Cnode', ...secrets });
const waiting = new Map();
let requests = 0;

function ask(op, to, ty, pc) {
    const rqi = 'n' + ++requests;
    return new Promise((resolve) => {
        waiting.set(rqi, resolve);
        const primitive = JSON.stringify({ op, to, fr: 'Cnode', rqi, rvi: '4', ty, pc });
        client.publish('/oneM2M/req/Cnode/id-in/json', primitive, { qos: 1 });
    });
}

client.on('message', (topic, payload) => {
    const primitive = JSON.parse(payload);
    const levels = topic.split('/');
    if (levels[2] === 'resp') {
        console.log('answer', primitive.rsc, JSON.stringify(primitive.pc));
        waiting.get(primitive.rqi)(primitive);
    } else {
        console.log('told', JSON.stringify(primitive.pc));
        const answer = JSON.stringify({ rsc: 2000, rqi: primitive.rqi, rvi: '4' });
        client.publish(topic.replace('/req/', '/resp/'), answer, { qos: 1 });
    }
});
client.on('error', (error) => console.log('error', error.message));

client.on('connect', async () => {
    await client.subscribeAsync(['/oneM2M/resp/Cnode/#', '/oneM2M/req/+/Cnode/#'], { qos: 1 });
    await ask(1, 'cse-in', 2, { 'm2m:ae': { rn: 'node', api: 'Nx', rr: true, srv: ['4'] } });
    await ask(1, 'cse-in/node', 3, { 'm2m:cnt': { rn: 'box' } });
    await ask(1, 'cse-in/node/box', 23, { 'm2m:sub': { rn: 'watch', enc: { net: [3] }, nu: ['Cnode'] } });
    await ask(1, 'cse-in/node/box', 4, { 'm2m:cin': { con: '21.5' } });
    await ask(2, 'cse-in/node/box/la');
    await ask(2, 'cse-in/nothing');
});
