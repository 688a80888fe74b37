// SPDX-License-Identifier: Apache-2.0
// Builds any request primitive, shows its two forms, sends it and explains what came back.

import {h, fill, field, fresh, announce} from './dom.js';
import {me, requestId, send, Declined, CREATE, RETRIEVE, UPDATE, DELETE, NOTIFY} from './api.js';
import {explain} from './explanations.js';
import {curl, httpForm, httpText, responseText} from './http-form.js';
import {base, codeName, httpStatus, parameters, table, types} from './terms.js';

const OPERATIONS = {[CREATE]: 'Create', [RETRIEVE]: 'Retrieve', [UPDATE]: 'Update', [DELETE]: 'Delete', [NOTIFY]: 'Notify'};
const RESULTS = {
  '': 'the default', 0: '0 nothing', 1: '1 attributes', 2: '2 address', 3: '3 address and attributes',
  4: '4 attributes and child resources', 5: '5 attributes and child references', 6: '6 child references',
  7: '7 original resource', 8: '8 child resources', 9: '9 modified attributes', 11: '11 discovered references', 12: '12 permissions',
};
/** Filter criteria with their long names; the lists take several values separated by commas. */
const CRITERIA = {
  fu: 'filterUsage (1 discovery)', ty: 'resourceType', lbl: 'labels', lvl: 'level', lim: 'limit', ofst: 'offset', atr: 'attribute (name=value)',
  crb: 'createdBefore', cra: 'createdAfter', ms: 'modifiedSince', us: 'unmodifiedSince', sts: 'stateTagSmaller', stb: 'stateTagBigger',
  exb: 'expireBefore', exa: 'expireAfter', sza: 'sizeAbove', szb: 'sizeBelow', cty: 'contentType', lbq: 'labelsQuery', fo: 'filterOperation (1 and, 2 or, 3 xor)',
  arp: 'applyRelativePath', chty: 'childResourceType', pty: 'parentResourceType', clbl: 'childLabels', palb: 'parentLabels',
  catr: 'childAttribute (name=value)', patr: 'parentAttribute (name=value)', ops: 'operations', cfs: 'contentFilterSyntax', cfq: 'contentFilterQuery',
};
const LISTS = new Set(['ty', 'lbl', 'cty', 'chty', 'pty', 'clbl', 'palb', 'smf']);
const PAIRS = new Set(['atr', 'catr', 'patr']);
const TEXTS = new Set(['lbl', 'clbl', 'palb', 'cty', 'lbq', 'cfq', 'arp', 'crb', 'cra', 'ms', 'us', 'exb', 'exa', 'smf']);
const OWN_FIELDS = new Set(['op', 'to', 'fr', 'rqi', 'ty', 'pc', 'fc', 'rcn', 'rsc']);

export function workbenchPage(main, argument) {
  const operation = h('select', {name: 'op'}, Object.entries(OPERATIONS).map(([value, name]) => h('option', {value}, name)));
  const to = h('input', {name: 'to', value: argument || base(), spellcheck: 'false', required: true});
  const from = h('input', {name: 'fr', value: me.originator, spellcheck: 'false'});
  const type = h('input', {name: 'ty', list: 'known-types', spellcheck: 'false', placeholder: 'container'});
  const result = h('select', {name: 'rcn'}, Object.entries(RESULTS)
    .sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a - b)).map(([value, name]) => h('option', {value}, name)));
  const content = h('textarea', {name: 'pc', rows: 9, spellcheck: 'false'});
  const filters = rows('fc', 'Add a filter', CRITERIA);
  const further = rows('more', 'Add a parameter', Object.fromEntries(Object.entries(parameters()).filter(([name]) => !OWN_FIELDS.has(name))));
  const problem = h('p', {class: 'problem', role: 'alert'});
  const preview = tabs('The request', [['Primitive', ''], ['HTTP', ''], ['curl', '']]);
  const answer = h('section', {class: 'answer', 'aria-live': 'polite', 'aria-label': 'The response'});
  const typeField = field('Type', type, 'Its name, short name or number');
  const contentField = field('Content', content, 'JSON: one member under the root name');
  const submit = h('button', {type: 'submit'}, 'Send');
  const form = h('form', {class: 'request', onsubmit: event => { event.preventDefault(); dispatch(); }},
    h('div', {class: 'line'}, field('Operation', operation), field('To', to)),
    h('div', {class: 'line'}, field('From', from), typeField, field('Result content', result)),
    filters.element, contentField, further.element, problem, submit);
  let id = requestId();

  fill(main, h('header', {class: 'heading'}, h('h1', {}, 'Workbench')),
    h('datalist', {id: 'known-types'}, types().map(each => h('option', {value: each.root}, each.name))),
    h('div', {class: 'bench'}, form, h('div', {class: 'sheets'}, preview.element, answer)));
  operation.value = RETRIEVE;
  form.addEventListener('input', redraw);
  operation.addEventListener('change', shape);
  type.addEventListener('change', template);
  shape();

  function shape() {
    const op = Number(operation.value);
    typeField.hidden = op !== CREATE;
    contentField.hidden = op === RETRIEVE || op === DELETE;
    if (op === CREATE) template();
    redraw();
  }

  /** A content with what the type demands, unless something is written already. */
  async function template() {
    if (Number(operation.value) !== CREATE || (content.value.trim() && !content.dataset.made)) return redraw();
    const root = knownType()?.root;
    const kind = root ? await table(root) : null;
    if (kind) {
      const demanded = [...kind.rows.values()].filter(row => row.create === 'M');
      const made = Object.fromEntries(demanded.map(row => [row.sn, row.sn === 'cnd' || row.sn === 'mgd' ? knownType().definition : sample(row.type)]));
      content.value = JSON.stringify({[root]: {rn: 'name', ...made}}, null, 2);
      content.dataset.made = 'yes';
    }
    redraw();
  }

  function knownType() {
    const wanted = type.value.trim();
    return types().find(each => each.root === wanted) ?? types().find(each => each.root === `m2m:${wanted}`)
      ?? types().find(each => each.name === wanted) ?? types().find(each => String(each.ty) === wanted && each.definition === undefined);
  }

  /** The primitive that the fields describe; throws with a sentence if they do not. */
  function primitive() {
    const op = Number(operation.value);
    const built = {op, to: to.value.trim(), fr: from.value.trim(), rqi: id, rvi: '4'};
    if (!built.fr) delete built.fr;
    if (op === CREATE) {
      const number = knownType()?.ty ?? Number(type.value);
      if (!Number.isInteger(number) || number < 1) throw new Error('Name the type of resource to create.');
      built.ty = number;
    }
    if (result.value !== '') built.rcn = Number(result.value);
    const fc = filters.values((name, text) => criterion(name, text));
    if (Object.keys(fc).length > 0) built.fc = fc;
    Object.assign(built, further.values((name, text) => loose(text)));
    if (!contentField.hidden && content.value.trim()) built.pc = json(content.value);
    return built;
  }

  function redraw() {
    content.dataset.made &&= document.activeElement === content ? '' : 'yes';
    try {
      const built = primitive();
      problem.textContent = '';
      const http = httpForm(built);
      preview.show([JSON.stringify({'m2m:rqp': built}, null, 2), httpText(http, location.host), curl(http, location.origin, me.session.signedIn)]);
      submit.disabled = false;
    } catch (mistake) {
      problem.textContent = mistake.message;
      submit.disabled = true;
    }
  }

  async function dispatch() {
    redraw();
    if (submit.disabled) return;
    const begun = performance.now();
    submit.setAttribute('aria-busy', 'true');
    try {
      const sent = primitive();
      if (!sent.fr) sent.fr = '';
      const response = await send(sent);
      drawAnswer(response, performance.now() - begun);
    } catch (failure) {
      if (!(failure instanceof Declined)) throw failure;
      fill(answer, h('h2', {}, 'Not sent'), h('p', {class: 'problem'}, failure.message));
    } finally {
      submit.removeAttribute('aria-busy');
      id = requestId();
      redraw();
    }
  }

  function drawAnswer(response, milliseconds) {
    const good = response.rsc < 3000;
    const sentence = response.pc?.['m2m:dbg'];
    const sheet = tabs('The response', [
      ['Content', JSON.stringify(response.pc ?? {}, null, 2)],
      ['Primitive', JSON.stringify({'m2m:rsp': response}, null, 2)],
      ['HTTP', responseText(response, httpStatus(response.rsc))]]);
    fill(answer, h('h2', {class: `verdict ${good ? 'good' : 'bad'}`}, h('span', {class: 'code'}, response.rsc), ' ',
      codeName(response.rsc).replaceAll('_', ' ').toLowerCase()),
    sentence ? h('p', {class: 'sentence'}, sentence) : null,
    h('p', {class: 'under'}, explain(response.rsc), ' ', h('span', {class: 'took'}, `HTTP ${httpStatus(response.rsc)}, ${milliseconds.toFixed(0)} ms`)),
    sheet.element);
    announce(`${response.rsc} ${codeName(response.rsc)}`);
  }

  /** Rows of name and value that one can add and take away. */
  function rows(name, label, names) {
    const list = h('div', {class: 'rows'});
    const add = h('button', {type: 'button', class: 'quiet', onclick: () => {
      const select = h('select', {'aria-label': `${label}: name`, name: `${name}-name`}, Object.entries(names).map(([short, long]) => h('option', {value: short}, `${short}  ${long}`)));
      const value = h('input', {'aria-label': `${label}: value`, name: `${name}-value`, spellcheck: 'false'});
      const row = h('div', {class: 'pair'}, select, value,
        h('button', {type: 'button', class: 'quiet', 'aria-label': 'Remove', onclick: () => { row.remove(); add.focus(); redraw(); }}, '×'));
      list.append(row);
      select.focus();
    }}, `+ ${label}`);
    return {
      element: h('div', {class: 'field'}, list, add),
      values: read => {
        const found = {};
        for (const row of list.children) {
          const [select, value] = row.children;
          if (value.value.trim() === '') continue;
          const told = read(select.value, value.value.trim());
          found[select.value] = Array.isArray(told) && found[select.value] ? [...found[select.value], ...told] : told;
        }
        return found;
      },
    };
  }
}

function sample(kind) {
  if (kind.kind === 'enumeration') return Number(Object.keys(kind.values)[0]);
  if (kind.kind === 'list') return [sample(kind.element)];
  if (kind.kind === 'structure') return {};
  if (kind.name === 'xs:boolean') return false;
  return /[iI]nteger|float|unsigned/.test(kind.name) ? 0 : '…';
}

function criterion(name, text) {
  if (PAIRS.has(name)) {
    const at = text.indexOf('=');
    if (at < 1) throw new Error(`${name} is written as name=value.`);
    return [{nm: text.slice(0, at).trim(), val: text.slice(at + 1).trim()}];
  }
  const one = each => (TEXTS.has(name) ? each : number(name, each));
  return LISTS.has(name) ? text.split(',').map(each => one(each.trim())) : one(text);
}

function number(name, text) {
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`${name} is a number, not ${text}.`);
  return value;
}

/** A parameter may be of any type: what is JSON is taken as such. */
function loose(text) {
  try { return JSON.parse(text); } catch { return text; }
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch (mistake) {
    throw new Error(`The content is not JSON: ${mistake.message}`, {cause: mistake});
  }
}

/** Tabs of preformatted texts, each of which can be copied. */
function tabs(label, sheets) {
  const bar = h('div', {role: 'tablist', 'aria-label': label, class: 'tabs'});
  const panels = h('div');
  const texts = [];
  const buttons = sheets.map(([name, text], index) => {
    const panel = h('div', {role: 'tabpanel', id: fresh('panel'), hidden: index > 0});
    const pre = h('pre', {tabindex: '0'}, text);
    const button = h('button', {type: 'button', role: 'tab', id: fresh('tab'), 'aria-controls': panel.id, 'aria-selected': index === 0, tabindex: index === 0 ? 0 : -1,
      onclick: () => choose(index), onkeydown: event => step(event, index)}, name);
    panel.setAttribute('aria-labelledby', button.id);
    panel.append(pre, copier(pre));
    panels.append(panel);
    texts.push(pre);
    return button;
  });
  bar.append(...buttons);

  function choose(wanted) {
    buttons.forEach((button, index) => {
      button.setAttribute('aria-selected', String(index === wanted));
      button.tabIndex = index === wanted ? 0 : -1;
      panels.children[index].hidden = index !== wanted;
    });
  }

  function step(event, index) {
    const move = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!move) return;
    const next = (index + move + buttons.length) % buttons.length;
    choose(next);
    buttons[next].focus();
  }

  return {
    element: h('section', {class: 'sheet'}, h('h2', {}, label), bar, panels),
    show: news => news.forEach((text, index) => { texts[index].textContent = text; }),
  };
}

function copier(pre) {
  const button = h('button', {type: 'button', class: 'quiet copy', onclick: async () => {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  }}, 'Copy');
  return button;
}
