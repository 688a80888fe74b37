// SPDX-License-Identifier: Apache-2.0
// One value of a device: how it is written, how it has moved, and how it is changed.

import {h, fill, fresh, announce, svg, words} from './dom.js';
import {ask, UPDATE} from './api.js';
import {refusal} from './explanations.js';

/** Units of TS-0023's data points that carry none themselves. */
const UNITS = {
  relHy: '%', desHy: '%', power: 'W', abECn: 'Wh', voltage: 'V', voltae: 'V', curret: 'A', frequy: 'Hz', brigs: '%', btl: '%',
  lqi: '', rssi: 'dBm', co2: 'ppm', mma: 'kB', mmt: 'kB',
};
const TEMPERATURES = {1: '°C', 2: '°F', 3: 'K'};
const REMEMBERED = 60;

/**
 * @param row of the type's table: sn, name, type
 * @param address of the resource that holds it; empty if it cannot be written
 */
export function point(row, root, address, writable) {
  const label = fresh('point');
  const shown = h('span', {class: 'reading', 'data-point': row.sn});
  const line = h('span', {class: 'spark', 'aria-hidden': 'true'});
  const told = h('span', {class: 'told', role: 'status'});
  const control = writable ? makeControl(row, root, address, label, told) : null;
  const element = h('div', {class: `point${writable ? ' writable' : ''}`},
    h('span', {class: 'label', id: label, title: row.sn}, words(row.name)),
    control?.replaces ? null : shown, line, control?.element, told);
  const past = [];
  let now;

  function update(value, all) {
    if (value === undefined) return;
    const is = text(row, value, all);
    const moved = now !== undefined && now !== is;
    fill(shown, is, h('span', {class: 'unit'}, unit(row, all)));
    control?.show(value);
    if (moved) flash(element);
    now = is;
    if (typeof value === 'number' && !writable && row.type.kind !== 'enumeration') {
      past.push(value);
      if (past.length > REMEMBERED) past.shift();
      fill(line, spark(past));
    }
  }

  return {element, update};
}

function text(row, value, all) {
  if (row.type.kind === 'enumeration') return words(row.type.values[value] ?? String(value));
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  if (typeof value === 'number') return new Intl.NumberFormat(undefined, {maximumFractionDigits: 2}).format(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function unit(row, all) {
  const written = TEMPERATURES[all.unit];
  if (written && /^xs:(float|integer|decimal)/.test(row.type.name) && /temp|curT|tarT|minV|maxV/i.test(row.sn)) return ` ${written}`;
  return UNITS[row.sn] ? ` ${UNITS[row.sn]}` : '';
}

function spark(values) {
  const low = Math.min(...values), high = Math.max(...values);
  if (low === high) return [];
  const span = high - low;
  const points = values.map((each, index) => `${(index / (REMEMBERED - 1)) * 100},${22 - ((each - low) / span) * 20}`);
  return [svg('svg', {viewBox: '0 0 100 24', preserveAspectRatio: 'none'},
    svg('polyline', {points: points.join(' '), fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke'}))];
}

function flash(element) {
  element.classList.remove('flash');
  requestAnimationFrame(() => element.classList.add('flash'));
}

/** Writes the value and says what the device made of it. */
async function write(row, root, address, value, told, busy) {
  told.className = 'told';
  told.textContent = 'Asking the device…';
  busy(true);
  try {
    await ask({op: UPDATE, to: address, pc: {[root]: {[row.sn]: value}}});
    told.textContent = 'The device has taken it.';
    setTimeout(() => { if (!told.classList.contains('problem')) told.textContent = ''; }, 8000);
    announce(`${words(row.name)}: the device has taken it`);
    return true;
  } catch (problem) {
    told.className = 'told problem';
    told.textContent = refusal(problem);
    announce(told.textContent);
    return false;
  } finally {
    busy(false);
  }
}

function makeControl(row, root, address, label, told) {
  const kind = row.type;
  if (kind.name === 'xs:boolean') return toggle(row, root, address, label, told);
  if (kind.kind === 'enumeration') return choice(row, root, address, label, told);
  return entry(row, root, address, label, told, /^xs:(float|.*[iI]nteger|unsigned.*|.*decimal)/.test(kind.name));
}

function toggle(row, root, address, label, told) {
  const button = h('button', {type: 'button', role: 'switch', class: 'switch', 'aria-labelledby': label, 'aria-checked': 'false', 'data-point': row.sn});
  const knob = h('span', {class: 'knob'});
  const word = h('span', {class: 'word'});
  button.append(knob, word);
  const show = value => {
    button.setAttribute('aria-checked', String(value === true));
    word.textContent = value === true ? 'On' : 'Off';
  };
  button.addEventListener('click', async () => {
    const wanted = button.getAttribute('aria-checked') !== 'true';
    if (await write(row, root, address, wanted, told, busy(button))) show(wanted);
  });
  return {element: button, show, replaces: true};
}

function choice(row, root, address, label, told) {
  const select = h('select', {'aria-labelledby': label, 'data-point': row.sn},
    Object.entries(row.type.values).map(([value, name]) => h('option', {value}, words(name))));
  select.addEventListener('change', () => write(row, root, address, Number(select.value), told, busy(select)));
  return {element: select, show: value => { select.value = value; }, replaces: true};
}

function entry(row, root, address, label, told, isNumber) {
  const input = h('input', {type: isNumber ? 'number' : 'text', step: 'any', 'aria-labelledby': label, 'data-point': row.sn, required: true, class: 'entry'});
  const button = h('button', {type: 'submit', class: 'second'}, 'Set');
  let dirty = false;
  let current;
  input.addEventListener('input', () => { dirty = true; });
  const form = h('form', {class: 'set', onsubmit: async event => {
    event.preventDefault();
    const value = isNumber ? Number(input.value) : input.value;
    // A refused value stays, to be corrected.
    if (await write(row, root, address, value, told, busy(button))) dirty = false;
  }, onkeydown: event => {
    if (event.key !== 'Escape') return;
    dirty = false;
    input.value = current ?? '';
  }}, input, button);
  return {element: form, show: value => { current = value; if (!dirty) input.value = value; }, replaces: false};
}

function busy(control) {
  return is => {
    control.toggleAttribute('disabled', is);
    control.setAttribute('aria-busy', String(is));
    if (!is) control.focus({preventScroll: true});
  };
}
