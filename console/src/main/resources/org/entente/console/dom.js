// SPDX-License-Identifier: Apache-2.0
// Small makers of elements; text is always text, never markup.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith('aria-')) element.setAttribute(name, String(value));
    else if (value === false) continue;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return parent;
}

/** Tells a screen reader what has changed without moving the focus. */
export function announce(sentence) {
  document.getElementById('announcer').textContent = sentence;
}

let numbers = 0;

/** An identifier by which a label finds its field. */
export function fresh(name) {
  return `${name}-${++numbers}`;
}

export function field(label, input, hint) {
  input.id ||= fresh('field');
  const help = hint ? h('span', {class: 'hint', id: `${input.id}-hint`}, hint) : null;
  if (help) input.setAttribute('aria-describedby', help.id);
  return h('div', {class: 'field'}, h('label', {for: input.id}, label), input, help);
}

/** A time of oneM2M, such as 20261122T103000,250000, as a Date. */
export function time(text) {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:,(\d{1,6}))?$/.exec(text ?? '');
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction = '0'] = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, Number(`0.${fraction}`) * 1000));
}

export function ago(date, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - date.getTime()) / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
}

/** An element that tells how long ago something was, and goes on telling. */
export function since(date) {
  const element = h('time', {datetime: date.toISOString(), title: date.toLocaleString(), class: 'since'}, ago(date));
  return element;
}

setInterval(() => {
  for (const element of document.querySelectorAll('time.since'))
    element.textContent = ago(new Date(element.getAttribute('datetime')));
}, 1000);

/** "binarySwitch" becomes "Binary switch". */
export function words(name) {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
