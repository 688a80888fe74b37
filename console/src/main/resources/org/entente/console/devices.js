// SPDX-License-Identifier: Apache-2.0
// The list of devices: each <node> with its application and what its management objects tell.

import {h, fill, since, time} from './dom.js';
import {discover, nested, retrieve} from './api.js';
import {refusal} from './explanations.js';
import {watch} from './live.js';
import {encode} from './resource.js';
import {base} from './terms.js';

const PAGE = 40;
const NODE = 14;

export function devicesPage(main) {
  const body = h('tbody');
  const note = h('div', {role: 'status'});
  const count = h('span', {class: 'count'});
  const more = h('button', {type: 'button', class: 'second', hidden: true, onclick: () => read()}, 'Show more');
  const table = h('table', {class: 'devices'},
    h('caption', {class: 'unseen'}, 'Devices'),
    h('thead', {}, h('tr', {}, ['Device', 'State', 'Maker and model', 'Firmware', 'Battery', 'Last heard'].map(name => h('th', {scope: 'col'}, name)))),
    body);
  fill(main, h('header', {class: 'heading'}, h('h1', {}, 'Devices ', count)), note, h('div', {class: 'wide'}, table), more);
  const stops = [];
  const rows = new Map();
  let over = false;
  let ends = false;
  let offset = 0;

  async function read() {
    try {
      const filter = {ty: [NODE], lim: PAGE + 1};
      if (offset > 0) filter.ofst = offset;
      const found = await discover(base(), filter);
      if (ends) return;
      over = found.length > PAGE;
      offset += PAGE;
      await Promise.all(found.slice(0, PAGE).map(add));
      more.hidden = !over;
      count.textContent = rows.size === 0 ? '' : `${rows.size}${over ? '+' : ''}`;
      table.hidden = rows.size === 0;
      fill(note, rows.size === 0 ? nothing() : null);
    } catch (problem) {
      table.hidden = true;
      fill(note, refused(problem));
    }
  }

  async function add(address) {
    if (rows.has(address)) return;
    const row = h('tr');
    rows.set(address, row);
    body.append(row);
    const {applications} = await draw(row, address);
    if (!ends) for (const each of applications) stops.push(watch(each, (kind) => { if (kind === 'notice') draw(row, address); }));
  }

  async function draw(row, address) {
    const device = await readDevice(address);
    if (!ends) fill(row, cells(address, device));
    return device;
  }

  read();
  // A device that is new shows up by itself.
  stops.push(watch(base(), (kind, data) => {
    if (kind !== 'notice') return;
    for (const address of rows.keys()) if (data.net === 4 && address.endsWith(`/${Object.values(data.rep ?? {})[0]?.rn}`)) { rows.get(address).remove(); rows.delete(address); }
    offset = 0;
    read();
  }));
  return () => {
    ends = true;
    stops.forEach(stop => stop());
  };
}

function nothing() {
  return h('div', {class: 'empty'}, h('h2', {}, 'No device yet'),
    h('p', {}, 'A device appears here as soon as it registers and you may see it. Its operators are named by the key ', h('code', {}, 'interworking.operators'), '.'));
}

function refused(problem) {
  return h('div', {class: 'empty'}, h('h2', {}, 'The list cannot be read'), h('p', {class: 'problem'}, refusal(problem)),
    h('p', {}, 'This originator may not discover resources below the CSEBase. The key ', h('code', {}, 'access.base'),
      ' can grant it, or ask in another name.'));
}

/** A node with its management objects, and the applications that run on it. */
export async function readDevice(address) {
  const {attributes} = await retrieve(address, {rcn: 4, fc: {lvl: 1, ty: [13]}});
  const managed = Object.fromEntries(nested(attributes).map(each => [each.root, each.attributes]));
  const names = attributes.hael ?? [];
  const applications = await Promise.all(names.map(name => retrieve(name).then(found => found.attributes, () => null)));
  return {
    node: attributes,
    managed,
    applications: names,
    known: applications.filter(Boolean),
    reachable: applications.some(each => each?.rr === true),
  };
}

function cells(address, {node, managed, known, reachable}) {
  const about = managed['m2m:dvi'] ?? {};
  const battery = managed['m2m:bat'];
  const heard = lastHeard(known, Object.values(managed));
  return [
    h('th', {scope: 'row'}, h('a', {href: `#/device/${encode(address)}`}, node.ni ?? node.rn)),
    h('td', {}, state(known.length > 0, reachable)),
    h('td', {}, [about.man, about.mod].filter(Boolean).join(' ') || '–'),
    h('td', {class: 'mono'}, about.fwv ?? managed['m2m:fwr']?.vr ?? '–'),
    h('td', {class: 'mono'}, battery ? `${battery.btl} %` : '–'),
    h('td', {}, heard ? since(heard) : '–'),
  ];
}

export function state(isKnown, reachable) {
  if (!isKnown) return h('span', {class: 'state', 'data-state': 'unknown'}, 'Not visible');
  return h('span', {class: 'state', 'data-state': reachable ? 'here' : 'away'}, reachable ? 'Reachable' : 'Away');
}

/** The newest time at which anything of the device changed, or that its proxy noted. */
export function lastHeard(...groups) {
  const times = groups.flat().flatMap(each => [each.dgt, each.lt, seen(each.lbl)]).map(time).filter(Boolean);
  return times.length === 0 ? null : new Date(Math.max(...times.map(each => each.getTime())));
}

function seen(labels = []) {
  return labels.find(label => label.startsWith('Last-Seen:'))?.slice('Last-Seen:'.length);
}
