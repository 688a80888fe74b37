// SPDX-License-Identifier: Apache-2.0
// The tree of resources: children are read when they are asked for, and whatever is open stays true.

import {h, fill, announce, svg} from './dom.js';
import {children} from './api.js';
import {refusal} from './explanations.js';
import {watch} from './live.js';
import {encode, resourceDetails} from './resource.js';
import {searchBox} from './search.js';
import {base, referenceName, shortOf} from './terms.js';

const PAGE = 100;
const CHILD_CREATED = 3, CHILD_DELETED = 4, DELETED = 2;
/** Our own subscriptions would only hide what one looks for. */
const isOurs = reference => reference.typ === 23 && /^console-[0-9a-f]{8}$/.test(reference.nm);

export function treePage(main, argument) {
  const tree = h('ul', {role: 'tree', 'aria-label': 'Resources', class: 'tree'});
  const details = h('section', {class: 'details', 'aria-label': 'The resource', 'aria-live': 'off'});
  const open = new Map(); // address -> node
  let selected = '';
  let shown = null;
  let unwatch = () => {};

  const root = node({nm: base(), typ: 5, val: base()}, 1);
  tree.append(root.item);
  fill(main, h('h1', {class: 'unseen'}, 'Resources'),
    h('div', {class: 'split'},
      h('div', {class: 'side'}, searchBox(go), tree),
      details));
  tree.addEventListener('keydown', steer);
  root.expand();
  reveal(argument || base());

  function go(address) {
    location.hash = `#/tree/${encode(address)}`;
  }

  function select(address) {
    if (selected === address) return;
    shown?.end();
    unwatch();
    selected = address;
    for (const [each, {item}] of open) mark(item, each === address);
    shown = resourceDetails(details, address);
    unwatch = watch(address, (kind, data) => { if (kind !== 'notice' || data.net !== DELETED) shown.refresh(); });
  }

  function mark(item, is) {
    item.setAttribute('aria-selected', is);
    item.tabIndex = is ? 0 : -1;
  }

  /** Opens the way down to a resource that may not have been read yet. */
  async function reveal(address) {
    select(address);
    const parts = address.split('/');
    for (let end = 1; end < parts.length; end++) {
      const on = open.get(parts.slice(0, end).join('/'));
      if (!on) break;
      await on.expand();
    }
    const there = open.get(address);
    if (there) {
      mark(there.item, true);
      there.item.scrollIntoView({block: 'nearest'});
    } else if (!tree.querySelector('[tabindex="0"]')) root.item.tabIndex = 0;
  }

  /** One line of the tree and what hangs below it. */
  function node(reference, level) {
    const address = reference.val;
    const name = h('span', {class: 'name'}, reference.nm);
    const row = h('div', {class: 'row'}, caret(), h('span', {class: 'badge', 'data-type': reference.typ, title: referenceName(reference)}, shortOf(reference)), name);
    const group = h('ul', {role: 'group'});
    const item = h('li', {role: 'treeitem', 'aria-level': level, 'aria-expanded': 'false', 'aria-selected': 'false',
      'aria-label': `${reference.nm}, ${referenceName(reference)}`, tabindex: -1, 'data-address': address}, row, group);
    item.style.setProperty('--level', level);
    let stop = null;
    let limit = PAGE;
    let reading = null;
    const self = {item, expand, collapse, reference};
    open.set(address, self);
    row.addEventListener('click', event => {
      if (event.target.closest('.caret')) return stop ? collapse() : expand();
      focus(item);
      go(address);
      if (!stop) expand();
    });

    function expand() {
      if (stop) return reading ?? Promise.resolve();
      item.setAttribute('aria-expanded', 'true');
      stop = watch(address, heard);
      reading = read();
      return reading;
    }

    function collapse() {
      stop?.();
      stop = null;
      item.setAttribute('aria-expanded', 'false');
      for (const line of group.querySelectorAll('[role=treeitem]')) forget(line);
      group.replaceChildren();
    }

    function heard(kind, data) {
      if (kind === 'refused') return;
      if (kind === 'notice' && data.net !== CHILD_CREATED && data.net !== CHILD_DELETED && data.rep && Object.keys(data.rep).length > 0) return flash(row);
      reading = read();
    }

    async function read() {
      try {
        const found = [];
        while (found.length < limit) {
          const some = await children(address, found.length, PAGE);
          found.push(...some);
          if (some.length < PAGE) break;
        }
        if (stop) draw(found.filter(each => !isOurs(each)), found.length >= limit);
      } catch (problem) {
        if (stop && group.childElementCount === 0) fill(group, h('li', {role: 'none', class: 'note problem'}, refusal(problem)));
      }
    }

    function draw(found, isMore) {
      const before = new Map([...group.children].filter(line => line.dataset.address).map(line => [line.dataset.address, line]));
      const lines = found.map(each => {
        const old = before.get(each.val);
        before.delete(each.val);
        if (old) return old;
        const fresh = node(each, level + 1);
        if (before.size > 0 || group.childElementCount > 0) flash(fresh.item.firstChild);
        mark(fresh.item, each.val === selected);
        return fresh.item;
      });
      for (const line of before.values()) { forget(line); line.querySelectorAll('[role=treeitem]').forEach(forget); }
      item.classList.toggle('leaf', lines.length === 0);
      if (lines.length === 0) item.removeAttribute('aria-expanded');
      else item.setAttribute('aria-expanded', 'true');
      const more = isMore ? h('li', {role: 'none'}, h('button', {type: 'button', class: 'quiet', onclick: () => { limit += PAGE; reading = read(); }}, `Show ${PAGE} more`)) : null;
      const kept = document.activeElement;
      fill(group, lines, more);
      if (kept && group.contains(kept)) kept.focus();
    }

    return self;
  }

  function forget(line) {
    const old = open.get(line.dataset.address);
    if (old?.item !== line) return;
    open.delete(line.dataset.address);
    old.collapse();
  }

  function focus(item) {
    tree.querySelectorAll('[role=treeitem][tabindex="0"]').forEach(each => { each.tabIndex = -1; });
    item.tabIndex = 0;
    item.focus();
  }

  /** The keys that a tree has everywhere else. */
  function steer(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item || event.target !== item || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...tree.querySelectorAll('[role=treeitem]')];
    const at = all.indexOf(item);
    const here = open.get(item.dataset.address);
    const isOpen = item.getAttribute('aria-expanded') === 'true';
    const moves = {
      ArrowDown: () => all[at + 1] && focus(all[at + 1]),
      ArrowUp: () => all[at - 1] && focus(all[at - 1]),
      Home: () => focus(all[0]),
      End: () => focus(all.at(-1)),
      ArrowRight: () => isOpen ? all[at + 1] && focus(all[at + 1]) : here.expand(),
      ArrowLeft: () => isOpen ? here.collapse() : parent(item) && focus(parent(item)),
      Enter: () => go(item.dataset.address),
      ' ': () => go(item.dataset.address),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  }

  function leave() {
    unwatch();
    shown?.end();
    for (const each of [...open.values()]) each.collapse();
  }
  leave.follow = argument => {
    reveal(argument || base());
    announce(`${argument || base()} is shown`);
  };
  return leave;
}

function parent(item) {
  return item.parentElement.closest('[role=treeitem]');
}

function caret() {
  return svg('svg', {class: 'caret', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true'},
    svg('path', {d: 'M6 4l4 4-4 4', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8}));
}

function flash(row) {
  row.classList.remove('flash');
  requestAnimationFrame(() => row.classList.add('flash'));
}
