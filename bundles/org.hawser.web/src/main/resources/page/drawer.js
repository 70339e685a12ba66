// The list of conversations on screens too narrow for it: over the page, from the left.
import { byId } from '/dom.js';

const wide = matchMedia('(min-width: 1100px)');

export const isOpen = () => byId('rail').classList.contains('over');

export function start() {
  byId('open-rail').addEventListener('click', toggle);
  byId('rail-close').addEventListener('click', close);
  byId('rail-veil').addEventListener('click', close);
  wide.addEventListener('change', close);
}

/** Shows or hides the list, beside the page where there is room, else over it. */
export function toggle() {
  if (wide.matches) {
    document.body.classList.toggle('rail-away');
    byId('open-rail').setAttribute('aria-expanded', String(!document.body.classList.contains('rail-away')));
  } else if (isOpen()) close();
  else open();
}

function open() {
  byId('rail').classList.add('over');
  byId('rail-veil').hidden = false;
  byId('open-rail').setAttribute('aria-expanded', 'true');
  byId('main').inert = true;
  byId('conversation-new').focus();
}

export function close() {
  if (!isOpen()) return;
  byId('rail').classList.remove('over');
  byId('rail-veil').hidden = true;
  byId('open-rail').setAttribute('aria-expanded', 'false');
  byId('main').inert = false;
  byId('open-rail').focus();
}
