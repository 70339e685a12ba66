// A menu of actions beside the button that opens it.
import { byId, element } from '/dom.js';

let opener = null;

export const isOpen = () => opener !== null;

export function start() {
  const menu = byId('menu');
  menu.addEventListener('keydown', keyed);
  menu.addEventListener('focusout', (event) => { if (!menu.contains(event.relatedTarget)) close(false); });
}

/** Opens a menu; entries are [label, action, danger]. */
export function open(from, label, entries) {
  const menu = byId('menu');
  opener = from;
  from.setAttribute('aria-expanded', 'true');
  menu.setAttribute('aria-label', label);
  menu.replaceChildren(...entries.map(([name, action, danger]) => element('button', {
    type: 'button', role: 'menuitem', class: danger ? 'danger-text' : '',
    onclick: () => {
      close(true);
      action();
    },
  }, name)));
  menu.hidden = false;
  const anchor = from.getBoundingClientRect();
  const below = anchor.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.setProperty('top', `${below ? anchor.bottom + 4 : anchor.top - menu.offsetHeight - 4}px`);
  menu.style.setProperty('left', `${Math.max(8, Math.min(anchor.left, innerWidth - menu.offsetWidth - 8))}px`);
  menu.firstChild.focus();
}

export function close(back = true) {
  if (!opener) return;
  const from = opener;
  opener = null;
  byId('menu').hidden = true;
  from.setAttribute('aria-expanded', 'false');
  if (back && from.isConnected) from.focus();
}

function keyed(event) {
  const items = [...byId('menu').children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') close(true);
  else if (to === undefined) return;
  else items[(to + items.length) % items.length].focus();
  event.preventDefault();
  event.stopPropagation();
}
