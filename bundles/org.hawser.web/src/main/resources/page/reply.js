// One reply: the written answer with its support, the extract beside it, its sources, and what to do with it.
import { element, text } from '/dom.js';
import { sourceList } from '/cite.js';
import { leading } from '/leading.js';
import { extractText } from '/extract.js';
import { supportCounts, writtenText } from '/written.js';
import { actions } from '/replyactions.js';
import { why } from '/why.js';

/** A reply as a whole. `handlers` say what its buttons do; without them it has none. */
export function replyView(reply, handlers, opened = false) {
  const { sources, cited } = leading(reply);
  return element('article', { class: 'reply', 'data-reply': reply.id, 'aria-label': text('reply.label') },
    rewritten(reply),
    element('div', { class: 'answers' }, ...answers(reply)),
    ...notes(reply),
    sources.length ? element('details', { class: 'sources' },
      element('summary', {}, text('answer.sourcesOf', { n: sources.length })), sourceList(sources, cited)) : '',
    ...(handlers ? actions(reply, handlers) : []),
    why(reply, opened));
}

function answers(reply) {
  const { written, extract } = reply;
  if (!written?.text) return [part('extract lead', '', extractText(extract))];
  const picked = part(written.leads ? 'extract' : 'extract lead', text('reply.extract'), extractText(extract));
  const own = part(written.leads ? 'written lead' : 'written', written.leads ? '' : text('reply.written'),
    support(written), writtenText(written), written.notice ? element('p', { class: 'aside' }, written.notice) : '');
  return written.leads ? [own, picked] : [picked, own];
}

function part(kind, title, ...children) {
  return element('section', { class: `part ${kind}` }, title ? element('h3', {}, title) : '', ...children);
}

/** How many sentences the sources bear out, in one line. */
function support({ sentences }) {
  if (!sentences.length) return '';
  const counts = supportCounts(sentences);
  const say = Object.entries(counts).filter(([, n]) => n > 0)
    .map(([kind, n]) => element('span', { class: `tally ${kind.toLowerCase()}` }, text(`support.count.${kind}`, { n })));
  return element('p', { class: 'support' }, ...say);
}

function rewritten({ question, standaloneQuestion }) {
  if (!standaloneQuestion || standaloneQuestion === question) return '';
  return element('p', { class: 'rewritten' }, text('reply.lookedUp', { question: standaloneQuestion }));
}

function notes({ notes }) {
  return notes.map((note) => element('p', { class: 'aside' }, note));
}
