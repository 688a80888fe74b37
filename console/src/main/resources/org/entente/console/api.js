// SPDX-License-Identifier: Apache-2.0
// Everything that the pages ask of the hub.

const KEPT = 'entente.originator';
const named = new URLSearchParams(location.search).get('as');

export const me = {
  originator: named ?? remembered(),
  session: {named: false, signedIn: false, originators: []},
};

function remembered() {
  try { return localStorage.getItem(KEPT) ?? ''; } catch { return ''; }
}

export function speakAs(originator) {
  me.originator = originator;
  try { localStorage.setItem(KEPT, originator); } catch { /* a browser that keeps nothing */ }
}

/** What the console itself declines; what the hub declines is a response like any other. */
export class Declined extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

export async function call(method, name, body, signal) {
  const headers = {'X-Entente-Console': '1', 'X-M2M-Origin': me.originator};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(`api/${name}`, {
      method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store',
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Declined(0, 'The hub does not answer.');
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  throw new Declined(response.status, told.error ?? `The hub answered with status ${response.status}.`);
}

export async function refreshSession() {
  me.session = await (await call('GET', 'session')).json();
  if (me.session.signedIn && !me.session.originators.includes(me.originator)) {
    const exact = me.session.originators.find(each => !each.includes('*'));
    if (exact && !me.session.originators.some(each => each.includes('*'))) me.originator = exact;
  }
  return me.session;
}

let requests = 0;
const run = Math.random().toString(36).slice(2, 8);

export function requestId() {
  return `web-${run}-${++requests}`;
}

/** Sends a request primitive and gives the response primitive. */
export async function send(primitive) {
  const whole = {fr: me.originator, rqi: requestId(), rvi: '4', ...primitive};
  if (whole.fr === '') delete whole.fr;
  return (await (await call('POST', 'send', whole)).json())['m2m:rsp'];
}

export const CREATE = 1, RETRIEVE = 2, UPDATE = 3, DELETE = 4, NOTIFY = 5;

export const isSuccess = response => response.rsc < 3000;

/** A response that was declined, as an error with the hub's own sentence. */
export class Refused extends Error {
  constructor(response) {
    super(response.pc?.['m2m:dbg'] ?? '');
    this.code = response.rsc;
  }
}

export async function ask(primitive) {
  const response = await send(primitive);
  if (!isSuccess(response)) throw new Refused(response);
  return response.pc ?? {};
}

/** The one member of a content: its root name and what it holds. */
export function only(content) {
  const [root] = Object.keys(content);
  return {root, attributes: content[root] ?? {}};
}

export async function retrieve(to, more = {}) {
  return only(await ask({op: RETRIEVE, to, ...more}));
}

export async function discover(to, filter) {
  const content = await ask({op: RETRIEVE, to, fc: {fu: 1, ...filter}});
  return content['m2m:uril'] ?? [];
}

/** The references to the children of a resource, in their order. */
export async function children(to, offset, limit) {
  const fc = {lvl: 1, lim: limit};
  if (offset > 0) fc.ofst = offset;
  const content = await ask({op: RETRIEVE, to, rcn: 6, fc});
  return content['m2m:rrl']?.rrf ?? [];
}

/** The resources nested in a representation, as {root, attributes}. */
export function nested(attributes) {
  return Object.entries(attributes)
    .filter(([name, value]) => name.includes(':') && Array.isArray(value))
    .flatMap(([root, values]) => values.map(each => ({root, attributes: each})));
}
