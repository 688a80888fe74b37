// SPDX-License-Identifier: Apache-2.0
// The details of one resource: each attribute by its long name, live.

import {h, fill, since, time} from './dom.js';
import {retrieve} from './api.js';
import {refusal} from './explanations.js';
import {attributeName, table, typeName, valueName} from './terms.js';

const OFTEN = ['rn', 'ty', 'ri', 'pi', 'ct', 'lt', 'et', 'st', 'lbl', 'acpi', 'cr'];
const TIMES = new Set(['ct', 'lt', 'et', 'dgt', 'ctm']);

/** Shows the resource at an address in a section; gives how to show it again. */
export function resourceDetails(section, address) {
  let shown = {};
  let gone = false;

  async function refresh() {
    try {
      const {root, attributes} = await retrieve(address);
      if (gone) return;
      const type = await table(root);
      if (!gone) draw(root, attributes, type);
    } catch (problem) {
      if (!gone) fill(section, heading(address.split('/').pop(), ''), h('p', {class: 'note problem'}, refusal(problem)));
    }
  }

  function draw(root, attributes, type) {
    const kept = section.querySelector('details.raw')?.open ?? false;
    const changed = name => Object.keys(shown).length > 0 && JSON.stringify(shown[name]) !== JSON.stringify(attributes[name]);
    const names = Object.keys(attributes).filter(name => !name.includes(':'));
    const own = names.filter(name => !OFTEN.includes(name));
    fill(section,
      heading(attributes.rn ?? address, typeName(root), address),
      own.length > 0 ? list('What it says', own, attributes, type, changed) : null,
      list('What every resource has', OFTEN.filter(name => name in attributes), attributes, type, changed),
      h('details', {class: 'raw', open: kept}, h('summary', {}, 'As JSON'),
        h('pre', {tabindex: '0'}, JSON.stringify({[root]: attributes}, null, 2))));
    shown = attributes;
  }

  refresh();
  return {refresh, end: () => { gone = true; }};
}

function heading(name, type, address) {
  return h('header', {class: 'heading'},
    h('h2', {}, name),
    h('p', {class: 'under'}, type ? h('span', {class: 'kind'}, type) : null,
      address ? h('code', {}, address) : null,
      address ? h('a', {class: 'button quiet', href: `#/workbench/${encode(address)}`}, 'Send a request') : null));
}

export function encode(address) {
  return address.split('/').map(encodeURIComponent).join('/');
}

function list(title, names, attributes, type, changed) {
  return h('section', {class: 'attributes'}, h('h3', {}, title),
    h('dl', {}, names.map(name => h('div', {class: changed(name) ? 'changed' : ''},
      h('dt', {}, h('span', {class: 'long'}, attributeName(name, type)), h('code', {class: 'short'}, name)),
      h('dd', {}, value(name, attributes[name], type))))));
}

export function value(name, content, type) {
  if (content === null) return '–';
  const date = TIMES.has(name) ? time(content) : null;
  if (date) return [h('span', {class: 'mono'}, date.toLocaleString()), ' ', date.getTime() < Date.now() ? since(date) : null];
  if (Array.isArray(content)) return content.length === 0 ? '(none)' : content.every(each => typeof each !== 'object')
    ? h('ul', {class: content.some(each => String(each).length > 30) ? 'plain' : 'several'}, content.map(each => h('li', {}, valueText(name, each, type))))
    : h('pre', {}, JSON.stringify(content, null, 2));
  if (typeof content === 'object') return h('pre', {}, JSON.stringify(content, null, 2));
  return valueText(name, content, type);
}

function valueText(name, content, type) {
  const meaning = valueName(name, content, type);
  const text = String(content);
  if (text.length > 300) return h('details', {}, h('summary', {}, `${text.length} characters`), h('pre', {}, text));
  return meaning ? [h('span', {class: 'mono'}, text), ' ', h('span', {class: 'meaning'}, meaning)] : h('span', {class: 'mono'}, text);
}

