// Asking, and showing the answer with its evidence.
import { byId, decimal, element, marked, percent, place, text } from '/dom.js';
import { ask } from '/api.js';
import * as source from '/source.js';
import * as status from '/status.js';

const MAX_ROWS_PX = 240;
let running = null;
let citations = [];

export function start() {
  const question = byId('question');
  byId('ask-form').addEventListener('submit', submit);
  question.addEventListener('input', () => { fit(question); hint(); });
  question.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
  });
  status.onChange(welcome);
  source.onOpen(markOpen);
  hint();
}

/** Opens the source with this number; false when the answer has none. */
export function openSource(number, opener) {
  const at = citations.findIndex((citation) => citation.number === number);
  if (at < 0) return false;
  source.openCitation(citations, at, opener);
  return true;
}

async function submit(event) {
  event.preventDefault();
  const question = byId('question').value.trim();
  if (!question) {
    byId('question').focus();
    return;
  }
  running?.abort();
  const mine = new AbortController();
  running = mine;
  busy(true);
  try {
    const collection = byId('collection').value;
    const answer = await ask({ question, collections: collection ? [collection] : [] }, mine.signal);
    show(answer);
  } catch (failure) {
    if (failure.name === 'AbortError') return;
    showProblem(failure);
  }
  if (running === mine) busy(false);
}

function busy(on) {
  byId('ask-button').setAttribute('aria-busy', String(on));
  byId('ask-button').textContent = text(on ? 'ask.busy' : 'ask.button');
  byId('answer').classList.toggle('stale', on);
}

function show(answer) {
  source.close();
  citations = answer.citations;
  byId('welcome').hidden = true;
  byId('answer').replaceChildren(
    answer.found ? found(answer) : element('article', { class: 'answer none' },
      element('h2', {}, text('answer.none.title')), element('p', {}, text('answer.none.text'))),
    answer.found ? sources(answer.citations) : '',
    why(answer.provenance));
  announce(answer.found ? text('answer.announce', { n: answer.citations.length }) : text('answer.none.title'));
}

function showProblem(failure) {
  const detail = failure.offline ? text('notice.offline') : failure.message;
  byId('answer').replaceChildren(element('article', { class: 'answer failed', role: 'alert' }, element('p', {}, detail)));
}

function found(answer) {
  const paragraphs = answer.sentences.map((sentence) => element('p', {},
    ...marked(sentence.text, sentence.highlights, 'strong'),
    ...sentence.citations.flatMap((number) => ['\u00a0', citeButton(answer.citations, number)])));
  return element('article', { class: 'answer' }, element('h2', { class: 'hidden' }, text('answer.title')), ...paragraphs);
}

function citeButton(all, number) {
  const title = all.find((citation) => citation.number === number)?.title ?? '';
  return element('button', {
    type: 'button', class: 'cite', 'data-number': number, title,
    'aria-label': text('answer.cite', { n: number, title }),
    onclick: (event) => openSource(number, event.currentTarget),
  }, String(number));
}

function sources(all) {
  return element('section', { class: 'sources', 'aria-labelledby': 'sources-title' },
    element('h2', { id: 'sources-title' }, text('answer.sources')),
    element('ol', {}, ...all.map(sourceCard)));
}

function sourceCard(citation) {
  return element('li', {}, element('button', {
    type: 'button', class: 'source', 'data-number': citation.number,
    'aria-label': text('answer.cite', { n: citation.number, title: citation.title }),
    onclick: (event) => openSource(citation.number, event.currentTarget),
  },
  element('span', { class: 'number', 'aria-hidden': 'true' }, String(citation.number)),
  element('span', { class: 'source-text' },
    element('span', { class: 'source-title' }, citation.title),
    element('span', { class: 'where' }, [citation.path, place(citation.locator)].filter(Boolean).join(' · ')),
    element('q', {}, citation.quote))));
}

function why(provenance) {
  const micros = Object.entries(provenance.micros);
  const ms = (value) => text('why.ms', { n: Math.round(value / 100) / 10 });
  const rows = [
    ['why.confidence', text('why.confidenceValue', { value: percent(provenance.confidence), threshold: percent(provenance.threshold) })],
    ['why.method', provenance.method],
    ['why.retrieval', provenance.retrieval],
    ['why.model', provenance.embeddingModel || text('why.noModel')],
    ['why.time', micros.map(([stage, value]) => `${stage} ${ms(value)}`).join(', ')],
    ['why.notes', provenance.notes.join(' ')],
  ].filter(([, value]) => value);
  return element('details', { class: 'why' }, element('summary', {}, text('answer.why')),
    element('dl', {}, ...rows.flatMap(([key, value]) => [element('dt', {}, text(key)), element('dd', {}, value)])),
    provenance.evidence.length ? evidence(provenance.evidence) : '');
}

function evidence(chunks) {
  const head = ['why.chunk', 'why.keywordRank', 'why.vectorRank', 'why.score'].map((key) => element('th', { scope: 'col' }, text(key)));
  const rank = (value) => (value > 0 ? String(value) : text('why.noRank'));
  const row = (chunk) => element('tr', {}, ...[chunk.chunkId, rank(chunk.keywordRank), rank(chunk.vectorRank), decimal(chunk.score)]
    .map((value) => element('td', {}, value)));
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': text('why.evidence') },
    element('table', {}, element('caption', {}, text('why.evidence')),
      element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...chunks.map(row))));
}

function welcome(state) {
  if (byId('answer').hasChildNodes()) return;
  const none = state.documents === 0;
  byId('welcome').hidden = false;
  byId('welcome-lead').textContent = text(none ? 'welcome.none.lead' : 'welcome.lead');
  byId('welcome-more').textContent = none ? text('welcome.none.more') : text('welcome.more', { n: state.documents });
}

function markOpen(number) {
  for (const node of document.querySelectorAll('[data-number]')) {
    node.toggleAttribute('data-open', Number(node.dataset.number) === number);
  }
}

function hint() {
  const length = byId('question').value.length;
  const max = status.current().maxQuestionLength ?? Infinity;
  const tooLong = length > max;
  byId('ask-hint').textContent = tooLong ? text('ask.tooLong', { n: length, max }) : text('ask.hint');
  byId('ask-hint').classList.toggle('error', tooLong);
  byId('ask-button').disabled = tooLong;
}

function fit(area) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight + 2, MAX_ROWS_PX)}px`;
}

function announce(message) { byId('announce').textContent = message; }
