// SPDX-License-Identifier: Apache-2.0
// The last primitives as a sequence diagram, which the hub draws.

import {h, fill} from './dom.js';
import {call} from './api.js';

export function tracePage(main) {
  const note = h('div', {role: 'status'});
  const diagram = h('div', {class: 'wide', tabindex: '0', 'aria-label': 'Sequence diagram'});
  const again = h('button', {type: 'button', class: 'second', onclick: () => draw()}, 'Draw again');
  fill(main, h('header', {class: 'heading'}, h('h1', {}, 'Trace'), again), note, diagram);
  const ended = new AbortController();

  async function draw() {
    try {
      const response = await call('GET', 'trace', undefined, ended.signal);
      // Parsed as an image, never as a page: names of strangers stand in it.
      const drawn = new DOMParser().parseFromString(await response.text(), 'image/svg+xml').documentElement;
      fill(note);
      fill(diagram, document.adoptNode(drawn));
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      fill(diagram);
      fill(note, h('p', {class: 'note'}, failure.message));
    }
  }

  draw();
  return () => ended.abort();
}
