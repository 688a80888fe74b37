// SPDX-License-Identifier: Apache-2.0
// One stream of events for the page, and who wants to hear of which resource.

import {call, me} from './api.js';

const listeners = new Map(); // address -> set of handlers
const states = new Set();
let stream = null; // {id, abort}
let telling = 0;
let wait = 500;
let state = 'idle';

/** What is called with "idle", "live", "connecting" or "off" whenever it changes. */
export function onState(handler) {
  states.add(handler);
  handler(state);
}

function become(next) {
  if (state === next) return;
  state = next;
  for (const handler of states) handler(next);
}

/**
 * Hears of changes of a resource: handler(kind, data) with "watching", "notice" or "refused".
 * Gives a function that ends it.
 */
export function watch(address, handler) {
  if (!listeners.has(address)) listeners.set(address, new Set());
  listeners.get(address).add(handler);
  tell();
  return () => {
    const left = listeners.get(address);
    left?.delete(handler);
    if (left?.size === 0) listeners.delete(address);
    tell();
  };
}

/** Several changes of the page become one message. */
function tell() {
  clearTimeout(telling);
  telling = setTimeout(async () => {
    if (stream === null) return listeners.size > 0 ? open() : undefined;
    if (!stream.id) return;
    try {
      await call('POST', 'watch', {stream: stream.id, addresses: [...listeners.keys()]});
    } catch { again(); }
  }, 60);
}

/** Begins anew, in the name of whoever the page speaks for now. */
export function restart() {
  stream?.abort.abort();
  stream = null;
  wait = 500;
  tell();
}

async function open() {
  const mine = {id: '', abort: new AbortController()};
  stream = mine;
  become('connecting');
  try {
    const response = await call('GET', 'stream', undefined, mine.abort.signal);
    await read(response.body, mine);
  } catch { /* the reason is not important: it is tried again */ }
  if (stream === mine) again();
}

function again() {
  stream?.abort.abort();
  stream = null;
  become('off');
  setTimeout(() => { if (stream === null && listeners.size > 0) open(); }, wait);
  wait = Math.min(wait * 2, 15_000);
}

async function read(body, mine) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) take(event, mine);
  }
}

function take(event, mine) {
  const lines = event.split('\n');
  const name = lines.find(line => line.startsWith('event: '))?.slice(7);
  const data = lines.find(line => line.startsWith('data: '))?.slice(6);
  if (!name || !data || stream !== mine) return;
  const told = JSON.parse(data);
  if (name === 'stream') {
    mine.id = told.id;
    wait = 500;
    become('live');
    tell();
  } else if (name === 'lost') {
    for (const [address, handlers] of listeners) for (const handler of handlers) handler('watching', {address});
  } else {
    for (const handler of listeners.get(told.address) ?? []) handler(name, told);
  }
}

window.addEventListener('pagehide', () => stream?.abort.abort());
window.addEventListener('pageshow', event => { if (event.persisted && me) restart(); });
