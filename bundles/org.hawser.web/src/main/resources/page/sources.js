// The places documents come from: what each one is doing, and what can be done with it.
import { byId, element, number, replace, text, when } from '/dom.js';
import { call, json, quietJson, token } from '/api.js';
import { confirm } from '/dialogs.js';
import { onStatus } from '/events.js';
import * as status from '/status.js';

const REFRESH = 700;
const TROUBLED = new Set(['HELD', 'FAILED', 'WAITING_FOR_CONNECTOR']);
const GROUPS = [['searchable', ['INDEXED', 'UNCHANGED']], ['waiting', ['QUEUED', 'PROCESSING']], ['refused', ['QUARANTINED', 'UNSUPPORTED']]];

let visible = false;
let timer;

export function start() {
  byId('sources-show').addEventListener('click', () => load());
  onStatus(() => refreshSoon());
  status.onChange(() => refreshSoon());
}

export function show(on) {
  visible = on;
  if (on) load();
}

/** By itself only with a token: sources show paths of the server. */
function refreshSoon() {
  if (timer || token.get() === '') return;
  timer = setTimeout(() => {
    timer = null;
    load(quietJson);
  }, REFRESH);
}

async function load(get = json) {
  try {
    const { sources } = await get('/sources');
    render(sources);
    if (visible && sources.some((source) => source.state === 'SYNCHRONISING')) refreshSoon();
  } catch (failure) {
    problem(failure);
  }
}

function render(sources) {
  const troubled = sources.filter((source) => TROUBLED.has(source.state)).length;
  replace(byId('sources'), sources.map(row));
  byId('sources-show').hidden = true;
  summary(sources.length
    ? text('sources.summary', { n: sources.length }) + (troubled ? ` · ${text('sources.troubled', { n: troubled })}` : '')
    : text('sources.empty'));
  attention(troubled);
}

/** Shown beside the view's name wherever the user is. */
function attention(n) {
  const node = byId('source-trouble');
  node.hidden = n === 0;
  node.textContent = String(n);
  node.title = text('sources.troubled', { n });
  node.setAttribute('aria-label', node.title);
}

function row(source) {
  const facts = [source.collection, source.connector, text(source.watched ? 'sources.watched' : 'sources.once'), counts(source),
    source.lastSynchronised ? text('sources.last', { time: when(source.lastSynchronised) }) : text('sources.never')];
  const held = source.state === 'HELD';
  return element('li', { 'data-source': source.state },
    element('div', { class: 'document-main' },
      element('span', { class: 'document-name' }, source.location),
      element('span', { class: 'where' }, facts.filter(Boolean).join(' · ')),
      source.detail ? element('span', { class: held ? 'document-note' : 'document-detail' }, source.detail) : ''),
    element('span', { class: 'badge' }, text(`source.${source.state}`)),
    element('div', { class: 'document-actions' },
      action('sources.synchronise', source, () => synchronise(source, false)),
      held ? action('sources.accept', source, () => accept(source)) : '',
      action('sources.remove', source, () => remove(source))));
}

const counts = ({ perOutcome }) => GROUPS
  .map(([name, outcomes]) => [name, outcomes.reduce((sum, outcome) => sum + (perOutcome[outcome] ?? 0), 0)])
  .filter(([, n]) => n > 0)
  .map(([name, n]) => text(`sources.${name}`, { n: number.format(n) }))
  .join(', ');

function action(key, source, onclick) {
  return element('button', {
    type: 'button', class: 'link', id: `${key}-${source.id}`, 'aria-label': text(`${key}Label`, { name: source.location }), onclick,
  }, text(key));
}

const synchronise = (source, acceptLoss) => change(`/sources/${source.id}/synchronise`, { method: 'POST', query: { acceptLoss } });

async function accept(source) {
  const sure = await confirm(text('sources.accept.title'),
    text('sources.accept.text', { name: source.location }), text('sources.accept.yes'), true);
  if (sure) await synchronise(source, true);
}

async function remove(source) {
  const sure = await confirm(text('sources.remove.title'), text('sources.remove.text', { name: source.location }), text('sources.remove'));
  if (sure) await change(`/sources/${source.id}`, { method: 'DELETE' });
}

async function change(path, init) {
  try {
    await call(path, init);
    status.soon(100);
    await load();
  } catch (failure) {
    problem(failure);
  }
}

/** Without the token there is nothing to show but how to get it. */
function problem(failure) {
  if (failure.tokenWanted) {
    byId('sources').replaceChildren();
    byId('sources-show').hidden = false;
    attention(0);
  }
  summary(failure.offline ? text('notice.offline') : failure.tokenWanted ? text('sources.locked') : failure.message);
}

function summary(message) {
  if (byId('sources-summary').textContent !== message) byId('sources-summary').textContent = message;
}
