// Naming a document with @ while writing: a list of what fits, chosen with keys or pointer.
import { byId, element, text } from '/dom.js';
import { quietJson } from '/api.js';
import * as scope from '/scope.js';

const PAUSE = 150;
const MOST = 8;
const SEARCHABLE = new Set(['INDEXED', 'UNCHANGED']);

let found = [];
let at = 0;
let timer = null;
let asked = 0;

export const isOpen = () => !byId('mentions').hidden;

export function start() {
  const question = byId('question');
  question.addEventListener('input', look);
  question.addEventListener('click', look);
  question.addEventListener('blur', () => setTimeout(close, 120));
}

/** Takes keys while the list is open; whether it took this one. */
export function keyed(event) {
  if (event.key === 'Backspace' && byId('question').value === '' && scope.dropLast()) return true;
  if (!isOpen()) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) mark((at + step + found.length) % found.length);
  else if ((event.key === 'Enter' || event.key === 'Tab') && found.length) choose(found[at]);
  else if (event.key === 'Escape') close();
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** The name being written: from the last @ at the start of a word to the caret. */
function typed() {
  const { value, selectionStart } = byId('question');
  const match = /(?:^|\s)@([^\s@]*)$/.exec(value.slice(0, selectionStart));
  return match && { name: match[1], start: selectionStart - match[1].length - 1, end: selectionStart };
}

function look() {
  clearTimeout(timer);
  const wanted = typed();
  if (!wanted) {
    close();
    return;
  }
  timer = setTimeout(() => fetchNames(wanted.name), PAUSE);
}

async function fetchNames(name) {
  const mine = ++asked;
  try {
    const { documents } = await quietJson('/documents', { query: { path: name, limit: 50, collection: byId('collection').value } });
    if (mine !== asked || !typed()) return;
    found = documents.filter((each) => SEARCHABLE.has(each.outcome)).slice(0, MOST);
    show();
  } catch {
    close();
  }
}

function show() {
  at = 0;
  byId('mentions').hidden = false;
  byId('question').setAttribute('aria-expanded', 'true');
  byId('mentions').replaceChildren(...(found.length ? found.map(option) : [element('li', { class: 'muted' }, text('mentions.none'))]));
  if (found.length) mark(0);
}

function option(document, index) {
  return element('li', {
    role: 'option', id: `mention-${index}`, 'aria-selected': 'false',
    onpointerdown: (event) => {
      event.preventDefault();
      choose(document);
    },
  }, element('span', {}, document.key.path), element('span', { class: 'where' }, document.key.collection));
}

function mark(index) {
  at = index;
  [...byId('mentions').children].forEach((node, i) => node.setAttribute('aria-selected', String(i === index)));
  byId('question').setAttribute('aria-activedescendant', `mention-${index}`);
  byId('mentions').children[index].scrollIntoView({ block: 'nearest' });
}

function choose(document) {
  const question = byId('question');
  const { start, end } = typed() ?? { start: question.selectionStart, end: question.selectionStart };
  question.setRangeText('', start, end, 'end');
  question.dispatchEvent(new Event('input'));
  scope.add(document.documentId, document.key.path);
  close();
}

function close() {
  clearTimeout(timer);
  asked++;
  byId('mentions').hidden = true;
  byId('question').setAttribute('aria-expanded', 'false');
  byId('question').removeAttribute('aria-activedescendant');
}
