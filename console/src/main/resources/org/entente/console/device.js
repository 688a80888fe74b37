// SPDX-License-Identifier: Apache-2.0
// One device: its values as they change, and whatever of it can be changed.

import {h, fill, since, words} from './dom.js';
import {ask, nested, retrieve, UPDATE} from './api.js';
import {lastHeard, readDevice, state} from './devices.js';
import {refusal} from './explanations.js';
import {watch} from './live.js';
import {point} from './points.js';
import {encode} from './resource.js';
import {base, table, typeName} from './terms.js';

const FLEX = 28, DESCRIPTOR = 24;
const DELETED = 2;
/** The management objects whose values move while one looks. */
const CHANGING = ['m2m:bat', 'm2m:fwr'];

export function devicePage(main, address) {
  const head = h('header', {class: 'heading'}, h('h1', {}, '…'));
  const facts = h('section', {class: 'facts', 'aria-label': 'About the device'});
  const modules = h('div', {class: 'modules'});
  const note = h('div', {role: 'status'});
  fill(main, h('p', {class: 'crumbs'}, h('a', {href: '#/devices'}, 'Devices')), head, note, facts, modules);
  const stops = [];
  const newest = [];
  let ends = false;

  start();

  async function start() {
    try {
      const device = await readDevice(address);
      if (ends) return;
      drawHead(device);
      for (const name of device.applications) await drawApplication(name);
      if (modules.childElementCount === 0) fill(note, h('p', {class: 'note'}, 'Nothing of this device has a type that the hub knows, or you may not see it.'));
      keep(address, again);
      for (const name of device.applications) keep(name, again);
      for (const root of CHANGING) if (device.managed[root]) keep(`${address}/${device.managed[root].rn}`, again);
    } catch (problem) {
      fill(head, h('h1', {}, address.split('/').pop()));
      fill(note, h('p', {class: 'note problem'}, refusal(problem)));
    }
  }

  function noteHeard(attributes) {
    newest.push({dgt: attributes.dgt ?? attributes.lt});
    const heard = lastHeard(newest.splice(0));
    newest.push({dgt: stamp(heard)});
    const place = document.getElementById('heard');
    const before = place?.firstChild?.getAttribute('datetime');
    if (place && (!before || heard > new Date(before))) fill(place, since(heard));
  }

  function keep(what, handler) {
    if (!ends) stops.push(watch(what, handler));
  }

  async function again(kind) {
    if (kind !== 'notice') return;
    const device = await readDevice(address).catch(() => null);
    if (device && !ends) drawHead(device);
  }

  function drawHead(device) {
    const {node, managed, known, reachable} = device;
    const about = managed['m2m:dvi'] ?? {};
    document.title = `${node.ni} – Entente`;
    const heard = lastHeard(known, Object.values(managed), newest);
    fill(head, h('h1', {}, node.ni ?? node.rn), h('p', {class: 'under'},
      state(known.length > 0, reachable),
      heard ? h('span', {}, 'Last heard ', h('span', {id: 'heard'}, since(heard))) : null,
      h('a', {class: 'button quiet', href: `#/tree/${encode(address)}`}, 'Resources')));
    fill(facts, fact('Maker', about.man), fact('Model', about.mod), fact('Firmware', about.fwv ?? managed['m2m:fwr']?.vr),
      fact('Hardware', about.hwv), battery(managed['m2m:bat']), memory(managed['m2m:mem']), restart(managed['m2m:rbo']));
  }

  function restart(reboot) {
    if (!reboot) return null;
    const told = h('span', {class: 'told', role: 'status'});
    const button = h('button', {type: 'button', class: 'second', onclick: async () => {
      if (!confirm('Restart the device?')) return;
      told.className = 'told';
      told.textContent = 'Asking the device…';
      try {
        await ask({op: UPDATE, to: `${address}/${reboot.rn}`, pc: {'m2m:rbo': {rbo: true}}});
        told.textContent = 'The device restarts.';
      } catch (problem) {
        told.className = 'told problem';
        told.textContent = refusal(problem);
      }
    }}, 'Restart');
    return h('div', {class: 'fact action'}, button, told);
  }

  async function drawApplication(name) {
    const {attributes} = await retrieve(name, {rcn: 4, fc: {lvl: 4, ty: [FLEX, DESCRIPTOR]}});
    const inputs = described(attributes);
    const path = `${base()}/${attributes.rn}`;
    const loose = [];
    for (const each of nested(attributes)) {
      if (each.attributes.ty !== FLEX) continue;
      const inner = nested(each.attributes).filter(child => child.attributes.ty === FLEX);
      if (inner.length === 0) loose.push({...each, path: `${path}/${each.attributes.rn}`});
      else await drawGroup(words(each.attributes.rn), typeName(each.root),
        inner.map(child => ({...child, path: `${path}/${each.attributes.rn}/${child.attributes.rn}`})), inputs);
    }
    if (loose.length > 0) await drawGroup('Further', '', loose, inputs);
  }

  async function drawGroup(title, type, members, inputs) {
    const cards = [];
    for (const each of members) {
      const card = await drawModule(each, inputs);
      if (card) cards.push(card);
    }
    if (cards.length > 0 && !ends)
      modules.append(h('section', {class: 'module'}, h('h2', {title: type}, title), h('div', {class: 'cards'}, cards)));
  }

  async function drawModule({root, attributes, path}, inputs) {
    const type = await table(root);
    const common = await table('m2m:fcnt');
    if (!type || ends) return null;
    const rows = [...type.rows.values()].filter(row => !common.rows.has(row.sn) && (row.sn in attributes));
    if (rows.length === 0) return null;
    const points = rows.filter(row => row.sn !== 'unit').map(row => ({row, ...point(row, root, path, isInput(row, path, inputs))}));
    const when = h('span', {class: 'when'});
    let all = attributes;
    const draw = news => {
      all = {...all, ...news};
      for (const {row, update} of points) if (row.sn in news) update(news[row.sn], all);
      const heard = lastHeard([{dgt: all.dgt, lt: all.dgt ? undefined : all.lt}]);
      fill(when, heard ? since(heard) : null);
      if (heard) noteHeard(all);
    };
    draw(attributes);
    keep(path, async (kind, data) => {
      const told = kind === 'notice' ? data.rep?.[root] : undefined;
      if (told && data.net !== DELETED) draw(told);
      else if (kind === 'watching' || kind === 'notice')
        retrieve(path).then(found => draw(found.attributes)).catch(() => {});
    });
    return h('article', {class: 'card', 'data-module': attributes.rn},
      h('header', {}, h('h3', {title: root}, words(attributes.rn)), when), points.map(each => each.element));
  }

  return () => {
    ends = true;
    stops.forEach(stop => stop());
  };
}

/** A Date as oneM2M writes it. */
function stamp(date) {
  return date.toISOString().replace(/[-:]/g, '').replace('.', ',').replace('Z', '');
}

/** Which data points take input, as the semantic descriptor tells; null if there is none. */
function described(application) {
  const descriptor = nested(application).find(each => each.attributes.ty === DESCRIPTOR)?.attributes.dsp;
  if (!descriptor) return null;
  try {
    const xml = new TextDecoder().decode(Uint8Array.from(atob(descriptor), each => each.charCodeAt(0)));
    const parsed = new DOMParser().parseFromString(xml, 'application/xml');
    return [...parsed.getElementsByTagName('*')]
      .filter(element => element.localName === 'hasInputDataPoint')
      .map(element => element.getAttributeNS('http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'resource') ?? '');
  } catch {
    return null;
  }
}

function isInput(row, path, inputs) {
  if (inputs === null) return row.update !== 'NP';
  const end = `${path.slice(path.indexOf('/'))}#${row.sn}`;
  return inputs.some(each => each.endsWith(end));
}

function fact(name, value) {
  return value ? h('div', {class: 'fact'}, h('span', {class: 'label'}, name), h('span', {}, value)) : null;
}

function battery(object) {
  if (!object) return null;
  const meter = h('meter', {min: 0, max: 100, low: 20, value: object.btl, 'aria-label': 'Battery'});
  return h('div', {class: 'fact'}, h('span', {class: 'label'}, 'Battery'), h('span', {}, `${object.btl} % `, meter));
}

function memory(object) {
  if (!object) return null;
  const free = new Intl.NumberFormat(undefined, {style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0});
  return fact('Memory free', `${free.format(object.mma / 1000)} of ${free.format(object.mmt / 1000)}`);
}
