// The pane that shows a document with the cited passage: PDF as pages, everything else as text.
import { byId, download, element, place, text } from '/dom.js';
import { call, json, token, url } from '/api.js';
import { PdfView } from '/sourcepdf.js';
import { TextView } from '/sourcetext.js';

const narrow = matchMedia('(max-width: 899px)');
const openListeners = new Set();

let view = null;
let opener = null;
let asText = false;

export function onOpen(listener) { openListeners.add(listener); }
export const isOpen = () => view !== null;

export function start() {
  byId('pane-close').addEventListener('click', close);
  byId('pane-previous').addEventListener('click', () => step(-1));
  byId('pane-next').addEventListener('click', () => step(1));
  byId('pane-passage').addEventListener('click', () => view?.shown?.toPassage());
  byId('pane-form').addEventListener('click', () => {
    asText = !asText;
    load(view);
  });
  byId('pane-original').addEventListener('click', (event) => {
    if (token.get()) save(event, view).catch(problem);
  });
  narrow.addEventListener('change', modality);
}

/** Opens one of an answer's citations. */
export function openCitation(citations, at, from) {
  const citation = citations[at];
  open({
    documentId: citation.documentId, title: citation.title, where: [citation.path, place(citation.locator)],
    start: citation.locator.start, end: citation.locator.end, page: citation.locator.page, quote: citation.quote, citations, at,
  }, from);
}

/** Opens a document at a passage, or at its beginning. */
export async function openDocument(documentId, start, end, from) {
  const { status, document: description } = await json(`/documents/${encodeURIComponent(documentId)}`);
  const key = description?.key ?? status.key;
  open({
    documentId, title: description?.title ?? key.path, where: [key.collection, key.path], start: start ?? 0,
    end: end ?? 0, page: 0, quote: '', citations: [], at: -1, description,
  }, from);
}

/** Shows the neighbouring citation. */
export function step(by) {
  const at = (view?.at ?? -1) + by;
  if (view && at >= 0 && at < view.citations.length) openCitation(view.citations, at, opener);
}

export function close() {
  if (!view) return;
  view.shown?.close();
  view = null;
  byId('pane').hidden = true;
  byId('stage').classList.remove('split');
  modality();
  tell([], 0);
  if (opener?.isConnected) opener.focus();
  opener = null;
}

function open(next, from) {
  problem(null);
  view?.shown?.close();
  view = next;
  opener = from ?? opener ?? document.activeElement;
  byId('pane-title').textContent = next.title;
  byId('pane-where').textContent = next.where.filter(Boolean).join(' · ');
  byId('pane-original').href = url(`/documents/${encodeURIComponent(next.documentId)}/original`);
  byId('pane-passage').hidden = next.end <= next.start;
  byId('pane-form').hidden = true;
  byId('pane-stepper').hidden = next.citations.length < 2;
  byId('pane-position').textContent = text('pane.position', { n: next.at + 1, all: next.citations.length });
  byId('pane-previous').disabled = next.at <= 0;
  byId('pane-next').disabled = next.at >= next.citations.length - 1;
  byId('pane').hidden = false;
  byId('stage').classList.add('split');
  modality();
  tell(next.citations, next.citations[next.at]?.number ?? 0);
  byId('pane-title').focus({ preventScroll: true });
  load(next);
}

async function load(mine) {
  mine.shown?.close();
  let shown = mine.shown = null;
  const body = byId('pane-body');
  body.replaceChildren(element('p', { class: 'muted', 'aria-busy': 'true' }, text('pane.loading')));
  try {
    mine.description ??= (await json(`/documents/${encodeURIComponent(mine.documentId)}`)).document;
    if (view !== mine) return;
    const pages = mine.description?.mediaType === 'application/pdf';
    byId('pane-form').hidden = !pages;
    byId('pane-form').textContent = text(asText ? 'pane.asPages' : 'pane.asText');
    body.classList.toggle('pdf', pages && !asText);
    shown = mine.shown = pages && !asText ? new PdfView(mine, body, problem) : new TextView(mine, body, problem);
    await shown.open();
  } catch (failure) {
    if (view !== mine || shown !== mine.shown) return;
    if (shown instanceof PdfView && failure.name !== 'Problem') await insteadOfPages(mine, body);
    else body.replaceChildren(element('p', { class: 'error', role: 'alert' }, failure.message || text('notice.offline')));
  }
}

/** A PDF that cannot be drawn here can still be read. */
async function insteadOfPages(mine, body) {
  mine.shown.close();
  body.classList.remove('pdf');
  mine.shown = new TextView(mine, body, problem);
  problem({ status: 1, message: text('pane.noPages') });
  await mine.shown.open().catch(problem);
}

/** A plain link cannot carry the token; without one, the browser's own download is better. */
async function save(event, mine) {
  event.preventDefault();
  problem(null);
  const response = await call(`/documents/${encodeURIComponent(mine.documentId)}/original`);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition'))?.[1] ?? mine.documentId;
  download(await response.blob(), decodeURIComponent(name));
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

function tell(citations, number) { openListeners.forEach((listener) => listener(citations, number)); }
