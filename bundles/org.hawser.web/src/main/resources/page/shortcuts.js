// The keyboard: single keys while nothing is being typed, Escape for whatever is on top.
import { byId } from '/dom.js';
import * as chat from '/chat.js';
import * as choices from '/choices.js';
import { open as openCitation } from '/cite.js';
import * as composer from '/composer.js';
import * as conversations from '/conversations.js';
import * as dialogs from '/dialogs.js';
import * as drawer from '/drawer.js';
import * as evidence from '/evidence.js';
import * as menu from '/menu.js';
import * as preview from '/preview.js';
import * as source from '/source.js';
import * as uploads from '/uploads.js';

/** What Escape closes, the topmost first. */
const LAYERS = [
  [preview.isOpen, preview.hide], [menu.isOpen, menu.close], [source.isOpen, source.close], [choices.isOpen, choices.close],
  [drawer.isOpen, drawer.close], [uploads.isOpen, uploads.close], [composer.isEditing, composer.cancelEdit], [chat.isRunning, chat.stop],
];

const KEYS = {
  '/': () => toQuestion(),
  '?': () => dialogs.help(),
  n: () => conversations.begin(),
  b: () => drawer.toggle(),
  '[': () => conversations.neighbour(-1),
  ']': () => conversations.neighbour(1),
  o: () => choices.open(),
  e: () => onLast('[data-action=edit]'),
  r: () => onLast('[data-action=again]'),
  R: () => onLast('[data-action=again-with]'),
  c: () => onLast('[data-action=copy]'),
  x: () => onLast('[data-action=compare], [data-action=compare-close]'),
  w: () => onLast('.why > summary'),
  u: () => uploads.choose(),
  d: () => go('#documents'),
  s: () => go('#sources'),
  ArrowLeft: () => source.isOpen() && source.step(-1),
  ArrowRight: () => source.isOpen() && source.step(1),
};

export function start() {
  addEventListener('keydown', pressed);
}

function pressed(event) {
  if (document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === 'Escape') {
    LAYERS.find(([isOpen]) => isOpen())?.[1]();
    return;
  }
  if (event.target.closest('input, textarea, select, [role=menu]') || !byId('single-keys').checked && event.key.length === 1) return;
  const digit = /^[1-9]$/.test(event.key);
  const action = digit ? () => openCitation(evidence.sources(), Number(event.key), document.activeElement) : KEYS[event.key];
  if (action && action() !== false) event.preventDefault();
}

function toQuestion() {
  source.close();
  if (byId('view-ask').hidden) byId('to-ask').click();
  setTimeout(composer.focus);
}

function go(hash) { location.hash = hash; }

/** Presses a button of the last turn that has one. */
function onLast(selector) {
  const button = [...byId('chat').querySelectorAll(selector)].at(-1);
  button?.click();
  return Boolean(button);
}
