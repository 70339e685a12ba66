// Uploads: picked or dropped files, sent two at a time with progress, then followed until settled.
import { byId, element, percent, size, text } from '/dom.js';
import { authorization, ensureToken, onTokenWanted, problemOf, quietJson, refused, token, url } from '/api.js';
import { askForToken } from '/dialogs.js';
import { onStatus } from '/events.js';
import { current, soon, uploadCollection } from '/status.js';

const AT_ONCE = 2;
const POLL = 3000;
const SETTLED = new Set(['INDEXED', 'UNCHANGED', 'QUARANTINED', 'UNSUPPORTED']);

const items = [];
const byDocument = new Map();
let sending = 0;

export function start() {
  onTokenWanted(askForToken);
  byId('files').addEventListener('change', (event) => {
    add([...event.target.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    event.target.value = '';
  });
  for (const button of document.querySelectorAll('[data-action=choose-files]')) button.addEventListener('click', choose);
  byId('uploads-close').addEventListener('click', close);
  dropping();
  onStatus((status) => {
    if (status) update(byDocument.get(status.documentId), status);
  });
  setInterval(poll, POLL);
}

export function choose() {
  if (collectionFits()) byId('files').click();
}
export const isOpen = () => !byId('uploads').hidden;

export function close() {
  byId('uploads').hidden = true;
  for (const item of items.filter((candidate) => candidate.settled)) {
    item.node.remove();
    items.splice(items.indexOf(item), 1);
    if (item.documentId) byDocument.delete(item.documentId);
  }
}

/** Whether the collection named beside the list can be one; the field says so when it cannot. */
function collectionFits() {
  const named = byId('upload-collection');
  return !named.checkVisibility() || named.reportValidity();
}

async function add(files) {
  const fits = collectionFits();
  if (files.length === 0 || (fits && !(await ensureToken()))) return;
  const collection = uploadCollection();
  for (const { file, path } of files) {
    const item = { file, path, collection, state: 'waiting' };
    item.node = row(item);
    items.push(item);
    byId('uploads-list').append(item.node);
    if (!fits) fail(item, text('upload.wrongCollection', { collection }), false);
    else if (file.size > current().maxUploadBytes) fail(item, text('upload.tooLarge', { limit: size(current().maxUploadBytes) }), false);
  }
  byId('uploads').hidden = false;
  title();
  pump();
}

function pump() {
  while (sending < AT_ONCE) {
    const next = items.find((item) => item.state === 'waiting');
    if (!next) return;
    transmit(next);
  }
}

function transmit(item) {
  sending++;
  item.state = 'sending';
  item.token = token.get();
  const request = new XMLHttpRequest();
  request.open('POST', url('/documents', { collection: item.collection, path: item.path }));
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  for (const [name, value] of Object.entries(authorization(item.token))) request.setRequestHeader(name, value);
  request.upload.addEventListener('progress', ({ loaded, total }) => progress(item, total ? loaded / total : 1));
  request.addEventListener('load', () => answered(item, request));
  request.addEventListener('error', () => fail(item, text('upload.lost'), true));
  request.addEventListener('loadend', () => { sending--; pump(); });
  request.send(item.file);
}

async function answered(item, request) {
  if (request.status === 202) {
    const status = JSON.parse(request.responseText);
    item.documentId = status.documentId;
    byDocument.set(status.documentId, item);
    update(item, status);
    soon(300);
    return;
  }
  const problem = problemOf(request.status, request.responseText);
  if (problem.tokenWanted) {
    refused(item.token);
    if (token.get() || (await askForToken(problem.message))) {
      item.state = 'waiting';
      pump();
      return;
    }
  }
  fail(item, problem.message, true);
}

async function poll() {
  for (const item of items.filter((candidate) => candidate.documentId && !candidate.settled)) {
    try {
      update(item, (await quietJson(`/documents/${item.documentId}`)).status);
    } catch {
      // The next round or the next event tells.
    }
  }
}

function update(item, status) {
  if (!item || !status || item.settled) return;
  item.state = 'stored';
  item.bar.removeAttribute('value');
  const name = text(`outcome.${status.outcome}`);
  item.node.dataset.outcome = status.outcome;
  item.label.textContent = status.outcome === 'QUEUED' ? text('upload.stored') : name;
  if (SETTLED.has(status.outcome)) {
    item.settled = true;
    item.bar.hidden = true;
    item.detail.textContent = status.detail;
    byId('uploads-announce').textContent = text('upload.done', { name: item.path, state: name });
    soon(200);
  }
}

function progress(item, fraction) {
  item.bar.value = fraction;
  item.label.textContent = text('upload.sending', { percent: percent(fraction), size: size(item.file.size) });
}

function fail(item, reason, retryable) {
  item.state = 'failed';
  item.settled = true;
  item.bar.hidden = true;
  item.node.dataset.outcome = 'FAILED';
  item.label.textContent = '';
  item.detail.textContent = reason;
  item.again.hidden = !retryable;
}

function row(item) {
  item.bar = element('progress', { value: 0, max: 1, 'aria-label': item.path });
  item.label = element('span', { class: 'upload-state' }, text('upload.waiting'));
  item.detail = element('span', { class: 'upload-detail' });
  item.again = element('button', {
    type: 'button', class: 'link', hidden: true, 'aria-label': text('upload.retryLabel', { name: item.path }), onclick: () => again(item),
  }, text('upload.retry'));
  return element('li', {}, element('span', { class: 'upload-name', title: item.path }, item.path), item.label, item.bar, item.detail, item.again);
}

function again(item) {
  Object.assign(item, { state: 'waiting', settled: false });
  item.bar.hidden = false;
  item.bar.value = 0;
  item.again.hidden = true;
  item.detail.textContent = '';
  item.label.textContent = text('upload.waiting');
  delete item.node.dataset.outcome;
  pump();
}

function title() { byId('uploads-title').textContent = text('upload.title', { n: items.length }); }

function dropping() {
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  let depth = 0;
  const shade = (on) => {
    byId('drop').hidden = !on;
    if (on) byId('drop-where').textContent = text('drop.into', { collection: uploadCollection() });
  };
  addEventListener('dragenter', (event) => {
    if (hasFiles(event)) { depth++; shade(true); }
  });
  addEventListener('dragleave', (event) => {
    if (hasFiles(event) && --depth <= 0) { depth = 0; shade(false); }
  });
  addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener('drop', async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    shade(false);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    add(entries.length ? (await Promise.all(entries.map(walk))).flat()
      : [...event.dataTransfer.files].map((file) => ({ file, path: file.name })));
  });
}

/** Files below a dropped file or folder, with their paths. */
async function walk(entry) {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    return new Promise((resolve) => entry.file((file) => resolve([{ file, path }]), () => resolve([])));
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const batch = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (batch.length === 0) return found;
    found.push(...(await Promise.all(batch.map(walk))).flat());
  }
}
