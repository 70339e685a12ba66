// The state of the product in the header, and what follows from it on the page.
import { byId, element, options, text } from '/dom.js';
import { quietJson } from '/api.js';
import { onStatus } from '/events.js';

const INTERVAL = 10_000;
const state = { maxUploadBytes: Infinity, collections: [], documents: 0 };
const listeners = new Set();
let timer;

export const current = () => state;
export function onChange(listener) { listeners.add(listener); }

/** The collection uploads go to: the one named beside the list, or the one asked in, or the default. */
export function uploadCollection() {
  const named = byId('upload-collection');
  const chosen = named.checkVisibility() ? named.value : byId('collection').value;
  return chosen || 'default';
}

export function start() {
  onStatus(() => soon(400));
  return refresh();
}

export function soon(delay = 0) {
  clearTimeout(timer);
  timer = setTimeout(refresh, delay);
}

async function refresh() {
  clearTimeout(timer);
  try {
    show(await quietJson('/status'));
  } catch (failure) {
    const locked = failure.tokenWanted;
    mark(locked ? 'limited' : 'bad', text(locked ? 'state.locked' : failure.offline ? 'state.offline' : 'state.degraded'));
    notice(failure.offline ? text('notice.offline') : locked ? text('notice.locked') : failure.message);
  }
  timer = setTimeout(refresh, INTERVAL);
}

function show(status) {
  const open = status.ingest?.open ?? 0;
  const notes = [...status.notes, status.ingest?.stalled].filter(Boolean);
  if (!status.ready) mark('limited', text('state.degraded'));
  else if (open > 0) mark('working', text('state.working', { n: open }));
  else mark('good', text('state.ready'));
  notice(notes.join(' '));
  state.maxUploadBytes = status.limits.maxUploadBytes;
  state.maxQuestionLength = status.limits.maxQuestionLength;
  state.documents = status.index?.documents ?? 0;
  const all = Object.values(status.ingest?.perOutcome ?? {}).reduce((sum, n) => sum + n, 0);
  byId('document-count').textContent = all > 0 ? String(all) : '';
  state.collections = Object.keys(status.index?.documentsPerCollection ?? {}).sort();
  options(byId('collection'), [['', text('ask.all')], ...state.collections.map((name) => [name, name])]);
  byId('collections').replaceChildren(...state.collections.map((value) => element('option', { value })));
  byId('collection-pick').hidden = state.collections.length < 2;
  state.known = true;
  listeners.forEach((listener) => listener(state));
}

function mark(kind, label) {
  byId('state').dataset.kind = kind;
  if (byId('state-text').textContent !== label) byId('state-text').textContent = label;
  byId('state').title = label;
}

function notice(message) {
  const node = byId('notice');
  node.hidden = !message;
  if (node.textContent !== message) node.replaceChildren(element('p', {}, message));
}
