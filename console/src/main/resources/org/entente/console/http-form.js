// SPDX-License-Identifier: Apache-2.0
// A request primitive as HTTP carries it. TS-0009 §6.2, §6.4.

const METHODS = {1: 'POST', 2: 'GET', 3: 'PUT', 4: 'DELETE', 5: 'POST'};
const HEADERS = {
  fr: 'X-M2M-Origin', rqi: 'X-M2M-RI', rvi: 'X-M2M-RVI', gid: 'X-M2M-GID', ot: 'X-M2M-OT', rset: 'X-M2M-RST',
  rqet: 'X-M2M-RET', oet: 'X-M2M-OET', ec: 'X-M2M-EC', vsi: 'X-M2M-VSI', msu: 'X-M2M-USER',
};
const QUERY = ['rp', 'rcn', 'da', 'drt', 'rids', 'tids', 'ltids', 'tqi', 'asi', 'auri', 'sqi', 'atrl'];
const ATTRIBUTES = {atr: '', catr: 'c.', patr: 'p.'};

const encoded = value => encodeURIComponent(value).replace(/%2F/g, '/').replace(/%3A/g, ':').replace(/%40/g, '@').replace(/%2C/g, ',');

/** [TS-0009 §6.2.2.1] SP-relative and absolute addresses begin with a mark of their own. */
function path(to) {
  const escaped = to.split('/').map(encodeURIComponent).join('/').replace(/%3A/g, ':').replace(/%40/g, '@');
  if (to.startsWith('//')) return `/_${escaped.slice(1)}`;
  return to.startsWith('/') ? `/~${escaped}` : `/${escaped}`;
}

function query(primitive) {
  const fields = [];
  const add = (name, value) => fields.push(`${name}=${Array.isArray(value) ? value.map(encoded).join('+') : encoded(value)}`);
  if (primitive.rt?.rtv !== undefined) add('rt', primitive.rt.rtv);
  for (const name of QUERY) if (primitive[name] !== undefined) add(name, primitive[name]);
  for (const [name, value] of Object.entries(primitive.fc ?? {})) {
    if (!(name in ATTRIBUTES)) add(name, value);
    else for (const {nm, val} of value) add(`${ATTRIBUTES[name]}${nm}`, val);
  }
  return fields.length === 0 ? '' : `?${fields.join('&')}`;
}

/** Gives {method, target, headers, body}; headers as pairs in order. */
export function httpForm(primitive) {
  const headers = [];
  for (const [name, header] of Object.entries(HEADERS))
    if (primitive[name] !== undefined) headers.push([header, String(primitive[name])]);
  headers.push(['Accept', 'application/json']);
  let body = '';
  if (primitive.pc !== undefined) {
    headers.push(['Content-Type', primitive.op === 1 ? `application/json;ty=${primitive.ty ?? ''}` : 'application/json']);
    body = JSON.stringify(primitive.pc);
  }
  return {method: METHODS[primitive.op], target: path(primitive.to ?? '') + query(primitive), headers, body};
}

export function httpText({method, target, headers, body}, host) {
  return [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...headers.map(([name, value]) => `${name}: ${value}`), '',
    ...(body ? [body] : [])].join('\n');
}

const quoted = text => `'${text.replaceAll("'", `'\\''`)}'`;

export function curl({method, target, headers, body}, origin, withSecret) {
  const lines = [`curl -g -X ${method} ${quoted(origin + target)}`];
  for (const [name, value] of headers) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (withSecret) lines.push('-H "Authorization: Bearer $SECRET"');
  if (body) lines.push(`-d ${quoted(body)}`);
  return lines.join(' \\\n  ');
}

/** The response as HTTP carries it. TS-0009 §6.3 */
export function responseText(response, status) {
  const lines = [`HTTP/1.1 ${status}`, `X-M2M-RSC: ${response.rsc}`, `X-M2M-RI: ${response.rqi}`];
  if (response.rvi) lines.push(`X-M2M-RVI: ${response.rvi}`);
  if (response.pc) lines.push('Content-Type: application/json', '', JSON.stringify(response.pc));
  return lines.join('\n');
}
