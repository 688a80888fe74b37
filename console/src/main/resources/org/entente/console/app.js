// SPDX-License-Identifier: Apache-2.0
// The frame of the pages: who asks, and which page the address names.

import {h, fill, field, announce} from './dom.js';
import {me, call, refreshSession, speakAs, Declined} from './api.js';
import * as live from './live.js';
import * as terms from './terms.js';
import {treePage} from './tree.js';
import {devicesPage} from './devices.js';
import {devicePage} from './device.js';
import {workbenchPage} from './workbench.js';
import {tracePage} from './trace.js';

const PAGES = {
  devices: {title: 'Devices', page: devicesPage, nav: 'devices'},
  device: {title: 'Device', page: devicePage, nav: 'devices'},
  tree: {title: 'Resources', page: treePage, nav: 'tree'},
  workbench: {title: 'Workbench', page: workbenchPage, nav: 'workbench'},
  trace: {title: 'Trace', page: tracePage, nav: 'trace'},
};

const main = document.getElementById('main');
const who = document.getElementById('who');
let leave = () => {};
let current = '';

/** Addresses look like #/tree/cse-in/some%20name. */
function route() {
  const [name = '', ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  return {name: name in PAGES ? name : 'devices', argument: rest.map(decodeURIComponent).join('/')};
}

async function show(refocus) {
  const {name, argument} = route();
  const {title, page, nav} = PAGES[name];
  for (const link of document.querySelectorAll('nav a'))
    if (link.hash === `#/${nav}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  // The tree goes on living while one walks through it.
  if (current === name && leave.follow) return leave.follow(argument);
  leave();
  leave = () => {};
  current = name;
  document.title = `${title} – Entente`;
  main.dataset.page = name;
  const gone = page(fill(main), argument);
  leave = gone ?? (() => {});
  if (refocus) main.focus({preventScroll: true});
}

function whoIsThere() {
  const light = h('span', {class: 'light', role: 'status'});
  live.onState(state => {
    light.dataset.state = state;
    light.textContent = {idle: '', live: 'Live', connecting: 'Connecting', off: 'Not live'}[state];
  });
  const change = h('button', {type: 'button', class: 'quiet', onclick: () => doorPage(true)},
    me.session.signedIn ? 'Sign out or change' : 'Change');
  fill(who, light, h('span', {class: 'as'}, 'Asking as ', h('strong', {id: 'originator'}, me.originator || 'nobody yet')), change);
}

/** Where one says, or proves, in whose name one asks. */
function doorPage(wanted) {
  leave();
  leave = () => {};
  current = '';
  main.dataset.page = 'door';
  document.title = 'Who asks? – Entente';
  const problem = h('p', {class: 'problem', role: 'alert'});
  if (!wanted) fill(who);
  fill(main, h('section', {class: 'door card'},
    h('h1', {}, me.session.named || me.session.signedIn ? 'In whose name do you ask?' : 'Sign in'),
    me.session.named || me.session.signedIn ? nameForm(problem) : null,
    me.session.signedIn ? null : secretForm(problem),
    me.session.signedIn ? h('button', {type: 'button', class: 'quiet', onclick: signOut}, 'Sign out') : null,
    wanted && me.originator ? h('button', {type: 'button', class: 'quiet', onclick: enter}, 'Back') : null,
    problem));
  main.querySelector('input:not([hidden])').focus();
}

function nameForm(problem) {
  const input = h('input', {type: 'text', name: 'originator', autocomplete: 'username', spellcheck: 'false', required: true, value: me.originator});
  const hint = me.session.signedIn
    ? `Your credential speaks for ${me.session.originators.join(', ')}.`
    : 'Every resource decides by this name what you may see and do. Your browser remembers it.';
  return h('form', {onsubmit: event => {
    event.preventDefault();
    const name = input.value.trim();
    if (!name) problem.textContent = 'Give an originator, such as CDemo.';
    else { speakAs(name); enter(); }
  }}, field('Originator', input, hint), h('button', {type: 'submit'}, 'Go on'));
}

function secretForm(problem) {
  const input = h('input', {type: 'password', name: 'secret', autocomplete: 'current-password', required: true});
  const form = h('form', {onsubmit: async event => {
    event.preventDefault();
    problem.textContent = '';
    try {
      await call('POST', 'session', {secret: input.value});
      await refreshSession();
      if (me.originator && !me.session.originators.some(each => each.includes('*'))) await enter();
      else doorPage(false);
    } catch (failure) {
      input.value = '';
      problem.textContent = failure.message;
      input.focus();
    }
  }}, h('input', {type: 'text', name: 'username', autocomplete: 'username', hidden: true}), field('Secret', input, 'The one that was shown when the credential was made. It stays in the hub’s memory, never in the browser.'),
  h('button', {type: 'submit', class: me.session.named ? 'second' : ''}, 'Sign in'));
  return me.session.named ? h('details', {}, h('summary', {}, 'Sign in with a secret instead'), form) : form;
}

async function signOut() {
  await call('DELETE', 'session');
  speakAs('');
  await start();
}

async function enter() {
  whoIsThere();
  live.restart();
  announce(`Asking as ${me.originator}`);
  current = '';
  await show(true);
}

async function start() {
  try {
    await refreshSession();
    await terms.load();
  } catch (failure) {
    if (!(failure instanceof Declined)) throw failure;
    fill(main, h('p', {class: 'note'}, failure.message, ' ', h('button', {type: 'button', onclick: start}, 'Try again')));
    return;
  }
  if (!me.originator || !(me.session.named || me.session.signedIn)) doorPage(false);
  else {
    whoIsThere();
    await show(false);
  }
}

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', () => {
  if (main.dataset.page !== 'door' || me.originator) show(true);
});
start();
