// SPDX-License-Identifier: Apache-2.0
// Search by the hub's own discovery: names, labels and types.

import {h, fill, field} from './dom.js';
import {discover} from './api.js';
import {refusal} from './explanations.js';
import {base, types} from './terms.js';

const MOST = 100;
const COMMON = ['m2m:ae', 'm2m:cnt', 'm2m:cin', 'm2m:nod', 'm2m:grp', 'm2m:acp', 'm2m:sub', 'm2m:smd'];

/** @param go is called with the address that was chosen */
export function searchBox(go) {
  const text = h('input', {type: 'search', placeholder: 'Name, label, or an address', spellcheck: 'false', autocomplete: 'off'});
  const type = h('select', {}, h('option', {value: ''}, 'any type'),
    COMMON.map(root => types().find(each => each.root === root)).filter(Boolean)
      .map(each => h('option', {value: each.ty}, each.name)),
    h('option', {value: 28}, 'flexContainer'), h('option', {value: 13}, 'mgmtObj'));
  const found = h('div', {class: 'found', role: 'status'});
  const form = h('form', {role: 'search', class: 'search', onsubmit: event => { event.preventDefault(); search(); }},
    field('Search', text), field('Type', type), h('button', {type: 'submit'}, 'Search'));
  text.addEventListener('input', () => { if (text.value === '') fill(found); });

  async function search() {
    const wanted = text.value.trim();
    if (!wanted && !type.value) return fill(found);
    if (wanted.startsWith(`${base()}/`) || wanted === base()) return go(wanted);
    const filter = type.value ? {ty: [Number(type.value)], lim: MOST} : {lim: MOST};
    try {
      const ways = wanted
        ? [{...filter, atr: [{nm: 'rn', val: `*${wanted}*`}]}, {...filter, lbl: [wanted]}]
        : [filter];
      const lists = await Promise.all(ways.map(way => discover(base(), way)));
      show([...new Set(lists.flat())].sort(), wanted);
    } catch (problem) {
      fill(found, h('p', {class: 'note problem'}, refusal(problem)));
    }
  }

  function show(addresses, wanted) {
    const count = addresses.length === 0 ? 'Nothing that you may see matches.'
      : addresses.length >= MOST ? `The first ${MOST}:` : `${addresses.length} found:`;
    fill(found, h('p', {class: 'under'}, count, ' ', h('button', {type: 'button', class: 'quiet', onclick: () => {
      text.value = '';
      fill(found);
      text.focus();
    }}, 'Clear')),
    h('ul', {class: 'plain'}, addresses.map(address => h('li', {},
      h('a', {href: `#/tree/${address.split('/').map(encodeURIComponent).join('/')}`}, highlighted(address, wanted))))));
  }

  return h('div', {}, form, found);
}

function highlighted(address, wanted) {
  const at = wanted ? address.toLowerCase().lastIndexOf(wanted.toLowerCase()) : -1;
  if (at < 0) return [address];
  return [address.slice(0, at), h('mark', {}, address.slice(at, at + wanted.length)), address.slice(at + wanted.length)];
}
