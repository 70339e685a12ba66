// A short word at the bottom of the screen.
import { element } from '/dom.js';

/** Says something for a moment, at the bottom of the screen. */
export function flash(message) {
  document.querySelector('.flash')?.remove();
  const node = element('p', { class: 'flash', role: 'status' }, message);
  document.body.append(node);
  setTimeout(() => node.remove(), 2600);
}
