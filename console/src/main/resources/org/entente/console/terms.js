// SPDX-License-Identifier: Apache-2.0
// The specification's words by their long names.

import {call} from './api.js';

let terms = {base: '', types: [], attributes: {}, parameters: {}, codes: {}};
const byRoot = new Map();
const byNumber = new Map();
const byDefinition = new Map();
const tables = new Map();

export async function load() {
  terms = await (await call('GET', 'terms')).json();
  for (const type of terms.types) {
    byRoot.set(type.root, type);
    if (type.definition === undefined) byNumber.set(type.ty, type);
    else byDefinition.set(type.definition, type);
  }
}

export const base = () => terms.base;
export const types = () => terms.types;
export const parameters = () => terms.parameters;
export const codes = () => terms.codes;

/** The long name of a type by root name, or of a reference by its number and specialisation. */
export function typeName(root) {
  return byRoot.get(root)?.name ?? root;
}

/** The definition that a reference names; until Release 3 it is a text, since then it says of what kind too. */
const definitionOf = (reference) => reference.spty?.cnd ?? reference.spty?.mgd ?? reference.spty;

export function referenceName(reference) {
  const special = byDefinition.get(definitionOf(reference));
  return special?.name ?? byNumber.get(reference.typ)?.name ?? `type ${reference.typ}`;
}

export function shortOf(reference) {
  const type = byDefinition.get(definitionOf(reference)) ?? byNumber.get(reference.typ);
  return type ? type.root.slice(type.root.indexOf(':') + 1) : String(reference.typ);
}

export function codeName(code) {
  return terms.codes[code]?.name ?? '';
}

export function httpStatus(code) {
  return terms.codes[code]?.http ?? 0;
}

/** The table of a type, null if the hub does not know it. */
export function table(root) {
  if (!tables.has(root))
    tables.set(root, call('GET', `type?root=${encodeURIComponent(root)}`)
      .then(async response => {
        const told = await response.json();
        return {...told, rows: new Map(told.rows.map(row => [row.sn, row]))};
      })
      .catch(() => null));
  return tables.get(root);
}

export function attributeName(shortName, type) {
  return type?.rows.get(shortName)?.name ?? terms.attributes[shortName] ?? shortName;
}

/** The name of a number in an enumeration, empty if there is none. */
export function valueName(shortName, value, type) {
  const kind = type?.rows.get(shortName)?.type;
  if (kind?.kind === 'enumeration') return kind.values[value] ?? '';
  if (shortName === 'ty' || shortName === 'srt') return byNumber.get(value)?.name ?? '';
  return '';
}
