// SPDX-License-Identifier: Apache-2.0
// An application over npm's coap: registers, is notified at its own server, and prints what it gets, a line each.
'use strict';
const coap = require('coap');

const hub = Number(process.argv[2]);
const TEXT = { from: '279', id: '283', release: '271', type: '267', status: '307' };
let requests = 0;

function ask(method, path, { type, content, query } = {}) {
    return new Promise((resolve, reject) => {
        const request = coap.request({ host: '127.0.0.1', port: hub, method, pathname: '/' + path, query });
        request.setOption(TEXT.from, Buffer.from('Cnode'));
        request.setOption(TEXT.id, Buffer.from('n' + ++requests));
        request.setOption(TEXT.release, Buffer.from('4'));
        if (type) request.setOption(TEXT.type, Buffer.from([type]));
        if (content) {
            request.setOption('Content-Format', 'application/json');
            request.write(JSON.stringify(content));
        }
        request.on('response', (response) => {
            console.log(method, path, response.code, response.payload.toString());
            resolve(response);
        });
        request.on('error', reject);
        request.end();
    });
}

const server = coap.createServer((request, response) => {
    const id = request.options.find((option) => String(option.name) === TEXT.id);
    console.log('told', request.payload.toString());
    response.code = '2.04';
    response.setOption(TEXT.status, Buffer.from([2000 >> 8, 2000 & 0xff]));
    response.setOption(TEXT.id, id.value);
    response.end();
});

server.listen(0, '127.0.0.1', async () => {
    const own = 'coap://127.0.0.1:' + server._sock.address().port;
    await ask('POST', 'cse-in', {
        type: 2,
        content: { 'm2m:ae': { rn: 'node', api: 'Nx', rr: true, srv: ['4'], poa: [own] } },
    });
    await ask('POST', 'cse-in/node', { type: 3, content: { 'm2m:cnt': { rn: 'box' } } });
    await ask('POST', 'cse-in/node/box', {
        type: 23,
        content: { 'm2m:sub': { rn: 'watch', enc: { net: [3] }, nu: ['Cnode'] } },
    });
    await ask('POST', 'cse-in/node/box', { type: 4, content: { 'm2m:cin': { con: '21.5' } } });
    await ask('GET', 'cse-in/node/box/la');
    await ask('GET', 'cse-in/node', { query: 'fu=1&ty=3' });
    await ask('GET', 'cse-in/nothing');
});
