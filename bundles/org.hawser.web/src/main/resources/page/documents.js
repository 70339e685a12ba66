// The list of documents: what became of each, and what can be done with it.
import { byId, element, options, replace, size, text, when } from '/dom.js';
import { call, json, quietJson } from '/api.js';
import { confirm } from '/dialogs.js';
import { onStatus } from '/events.js';
import * as source from '/source.js';
import * as status from '/status.js';

const PAGE = 100;
const OUTCOMES = ['INDEXED', 'UNCHANGED', 'QUEUED', 'PROCESSING', 'QUARANTINED', 'UNSUPPORTED'];
const SEARCHABLE = new Set(['INDEXED', 'UNCHANGED']);
const RETRYABLE = new Set(['QUARANTINED', 'UNSUPPORTED']);

let shown = [];
let visible = false;
let timer;
let typing;

export function start() {
  options(byId('filter-outcome'), [['', text('documents.any')], ...OUTCOMES.map((name) => [name, text(`outcome.${name}`)])]);
  for (const id of ['filter-outcome', 'filter-collection']) byId(id).addEventListener('change', () => load());
  byId('filter-text').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => load(), 200);
  });
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('documents-more').addEventListener('click', () => load(shown.length));
  status.onChange(({ collections }) =>
    options(byId('filter-collection'), [['', text('documents.any')], ...collections.map((name) => [name, name])]));
  onStatus(refreshSoon);
}

export function show(on) {
  visible = on;
  if (on) load();
}

function refreshSoon() {
  if (!visible || timer) return;
  timer = setTimeout(() => {
    timer = null;
    if (visible) load(0, quietJson, Math.min(Math.max(PAGE, shown.length), 500));
  }, 500);
}

async function load(offset = 0, get = json, limit = PAGE) {
  try {
    const query = { offset, limit, ...filter() };
    const listing = await get('/documents', { query });
    shown = offset > 0 ? [...shown, ...listing.documents] : listing.documents;
    byId('documents-more').hidden = !listing.more;
    render();
  } catch (failure) {
    problem(failure);
  }
}

function render() {
  const more = !byId('documents-more').hidden;
  const filtered = Object.values(filter()).some((value) => value !== '');
  replace(byId('documents'), shown.map(row));
  byId('documents-summary').textContent = shown.length
    ? text(more ? 'documents.first' : 'documents.summary', { n: shown.length })
    : text(filtered ? 'documents.none' : 'documents.empty');
}

const filter = () => ({
  path: byId('filter-text').value.trim(), outcome: byId('filter-outcome').value, collection: byId('filter-collection').value,
});

function row(document) {
  const name = document.key.path;
  const facts = [document.key.collection, size(document.sizeBytes),
    document.chunkCount ? text('documents.chunks', { n: document.chunkCount }) : '', when(document.updated)];
  return element('li', { 'data-outcome': document.outcome },
    element('div', { class: 'document-main' },
      element('span', { class: 'document-name' }, name),
      element('span', { class: 'where' }, facts.filter(Boolean).join(' · ')),
      document.detail ? element('span', { class: 'document-detail' }, document.detail) : '',
      ...document.notes.map((note) => element('span', { class: 'document-note' }, note))),
    element('span', { class: 'badge' }, text(`outcome.${document.outcome}`)),
    element('div', { class: 'document-actions' },
      SEARCHABLE.has(document.outcome) ? action('documents.open', document, (event) => open(document, event.currentTarget)) : '',
      RETRYABLE.has(document.outcome) ? action('documents.retry', document, () => retry(document)) : '',
      action('documents.delete', document, () => remove(document))));
}

function action(key, document, onclick) {
  return element('button', {
    type: 'button', class: 'link', id: `${key}-${document.documentId}`,
    'aria-label': text(`${key}Label`, { name: document.key.path }), onclick,
  }, text(key));
}

const open = (document, from) =>
  source.openDocument(document.documentId, undefined, undefined, from).catch(problem);

async function retry(document) {
  await change(`/documents/${document.documentId}/retry`, 'POST');
}

async function remove(document) {
  const sure = await confirm(
    text('documents.confirm.title'), text('documents.confirm.text', { name: document.key.path }), text('documents.delete'));
  if (sure) await change(`/documents/${document.documentId}`, 'DELETE');
}

async function change(path, method) {
  try {
    await call(path, { method });
    status.soon(100);
    await load(0, json, Math.min(Math.max(PAGE, shown.length), 500));
  } catch (failure) {
    problem(failure);
  }
}

function problem(failure) {
  byId('documents-summary').textContent = failure.offline ? text('notice.offline') : failure.message;
}
