// One small window beside the thing pointed at or focused. It can be pointed at itself, and Escape closes it.
import { element } from '/dom.js';

const PAUSE = 180;
const GAP = 8;

const box = element('div', { id: 'preview', class: 'preview', role: 'tooltip', hidden: true });
document.body.append(box);
box.addEventListener('pointerenter', () => clearTimeout(timer));
box.addEventListener('pointerleave', () => later(hide));
addEventListener('scroll', () => { if (owner) put(); }, true);

let owner = null;
let timer = null;

export const isOpen = () => owner !== null;

/** Gives an element a preview; `make` returns its content when it is wanted. */
export function previewed(node, make) {
  node.addEventListener('pointerenter', (event) => { if (event.pointerType !== 'touch') later(() => show(node, make)); });
  node.addEventListener('pointerleave', () => later(hide));
  node.addEventListener('focus', () => { if (node.matches(':focus-visible')) show(node, make); });
  node.addEventListener('blur', () => hide());
  if (node.classList.contains('doubt')) node.addEventListener('click', () => show(node, make));
}

export function hide() {
  clearTimeout(timer);
  owner?.removeAttribute('aria-describedby');
  owner = null;
  box.hidden = true;
}

function show(node, make) {
  clearTimeout(timer);
  if (!node.isConnected) return;
  if (owner !== node) owner?.removeAttribute('aria-describedby');
  owner = node;
  box.replaceChildren(...make());
  box.hidden = false;
  node.setAttribute('aria-describedby', box.id);
  put();
}

/** Beside its owner, wherever that has been scrolled to. */
function put() {
  const anchor = owner.getBoundingClientRect();
  if (anchor.bottom < 0 || anchor.top > innerHeight) {
    hide();
    return;
  }
  const below = anchor.bottom + GAP + box.offsetHeight < innerHeight;
  const top = below ? anchor.bottom + GAP : Math.max(GAP, anchor.top - GAP - box.offsetHeight);
  const left = Math.min(Math.max(GAP, anchor.left - 12), innerWidth - box.offsetWidth - GAP);
  box.style.setProperty('top', `${top}px`);
  box.style.setProperty('left', `${left}px`);
}

function later(what) {
  clearTimeout(timer);
  timer = setTimeout(what, PAUSE);
}
