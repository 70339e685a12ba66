// The pane that shows a document's text with the cited passage highlighted. Long texts come in windows.
import { byId, element, place, text } from '/dom.js';
import { call, json, token, url } from '/api.js';

const BEFORE = 3000;
const AFTER = 6000;
const STEP = 12000;
const narrow = matchMedia('(max-width: 899px)');
const openListeners = new Set();

let view = null;
let opener = null;

export function onOpen(listener) { openListeners.add(listener); }
export const isOpen = () => view !== null;

export function start() {
  byId('pane-close').addEventListener('click', close);
  byId('pane-previous').addEventListener('click', () => step(-1));
  byId('pane-next').addEventListener('click', () => step(1));
  byId('pane-passage').addEventListener('click', scrollToPassage);
  byId('pane-original').addEventListener('click', (event) => {
    if (token.get()) download(event, view).catch(problem);
  });
  narrow.addEventListener('change', modality);
}

/** Opens one of an answer's citations. */
export function openCitation(citations, at, from) {
  const citation = citations[at];
  open({
    documentId: citation.documentId, title: citation.title, where: [citation.path, place(citation.locator)],
    start: citation.locator.start, end: citation.locator.end, citations, at,
  }, from);
}

/** Opens a document at a passage, or at its beginning. */
export async function openDocument(documentId, start, end, from) {
  const { status, document: description } = await json(`/documents/${encodeURIComponent(documentId)}`);
  const key = description?.key ?? status.key;
  open({
    documentId, title: description?.title ?? key.path, where: [key.collection, key.path],
    start: start ?? 0, end: end ?? 0, citations: [], at: -1,
  }, from);
}

/** Shows the neighbouring citation. */
export function step(by) {
  const at = (view?.at ?? -1) + by;
  if (view && at >= 0 && at < view.citations.length) openCitation(view.citations, at, opener);
}

export function close() {
  if (!view) return;
  view = null;
  byId('pane').hidden = true;
  byId('stage').classList.remove('split');
  modality();
  tell(0);
  if (opener?.isConnected) opener.focus();
  opener = null;
}

function open(next, from) {
  problem(null);
  view = next;
  opener = from ?? opener ?? document.activeElement;
  byId('pane-title').textContent = next.title;
  byId('pane-where').textContent = next.where.filter(Boolean).join(' · ');
  byId('pane-original').href = url(`/documents/${encodeURIComponent(next.documentId)}/original`);
  byId('pane-passage').hidden = next.end <= next.start;
  byId('pane-stepper').hidden = next.citations.length < 2;
  byId('pane-position').textContent = text('pane.position', { n: next.at + 1, all: next.citations.length });
  byId('pane-previous').disabled = next.at <= 0;
  byId('pane-next').disabled = next.at >= next.citations.length - 1;
  byId('pane').hidden = false;
  byId('stage').classList.add('split');
  modality();
  tell(next.citations[next.at]?.number ?? 0);
  byId('pane-title').focus({ preventScroll: true });
  load(next);
}

async function load(mine) {
  const body = byId('pane-body');
  body.replaceChildren(element('p', { class: 'muted', 'aria-busy': 'true' }, text('pane.loading')));
  try {
    const range = await fetchRange(mine, Math.max(0, mine.start - BEFORE), mine.end + AFTER);
    if (view !== mine) return;
    mine.from = range.start;
    mine.to = range.end;
    body.replaceChildren(moreButton(mine, 'pane.earlier'), passage(range, mine), moreButton(mine, 'pane.later'));
    moreVisibility(mine, range.length);
    scrollToPassage();
  } catch (failure) {
    if (view === mine) body.replaceChildren(element('p', { class: 'error', role: 'alert' }, failure.message || text('notice.offline')));
  }
}

const fetchRange = (mine, start, end) =>
  json(`/documents/${encodeURIComponent(mine.documentId)}/text`, { query: { start, end } });

function passage(range, mine) {
  const from = Math.max(0, mine.start - range.start);
  const to = Math.min(range.text.length, mine.end - range.start);
  const children = to > from
    ? [range.text.slice(0, from), element('mark', { id: 'passage' }, range.text.slice(from, to)), range.text.slice(to)]
    : [range.text];
  return element('div', { class: 'text', id: 'pane-content' }, ...children);
}

function moreButton(mine, key) {
  return element('button', { type: 'button', class: 'link more', 'data-more': key, onclick: () => more(mine, key).catch(problem) }, text(key));
}

function moreVisibility(mine, length) {
  byId('pane-body').querySelector('[data-more="pane.earlier"]').hidden = mine.from <= 0;
  byId('pane-body').querySelector('[data-more="pane.later"]').hidden = mine.to >= length;
}

async function more(mine, key) {
  const earlier = key === 'pane.earlier';
  const range = earlier
    ? await fetchRange(mine, Math.max(0, mine.from - STEP), mine.from)
    : await fetchRange(mine, mine.to, mine.to + STEP);
  if (view !== mine) return;
  const body = byId('pane-body');
  const content = byId('pane-content');
  if (earlier) {
    const before = body.scrollHeight;
    content.prepend(range.text);
    body.scrollTop += body.scrollHeight - before;
    mine.from = range.start;
  } else {
    content.append(range.text);
    mine.to = range.end;
  }
  moreVisibility(mine, range.length);
}

function scrollToPassage() {
  const body = byId('pane-body');
  const mark = byId('passage');
  body.scrollTop = mark ? mark.offsetTop - body.clientHeight / 3 : 0;
}

/** A plain link cannot carry the token; without one, the browser's own download is better. */
async function download(event, mine) {
  event.preventDefault();
  problem(null);
  const response = await call(`/documents/${encodeURIComponent(mine.documentId)}/original`);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition'))?.[1] ?? mine.documentId;
  const address = URL.createObjectURL(await response.blob());
  element('a', { href: address, download: decodeURIComponent(name) }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Says what failed in the pane, null takes it away; without a status the connection broke. */
function problem(failure) {
  byId('pane-error').hidden = !failure;
  byId('pane-error').textContent = failure ? (failure.status ? failure.message : text('notice.offline')) : '';
}

function modality() {
  const modal = view !== null && narrow.matches;
  byId('main').inert = modal;
  document.querySelector('.bar').inert = modal;
  document.body.classList.toggle('sheet', modal);
}

function tell(number) { openListeners.forEach((listener) => listener(number)); }
