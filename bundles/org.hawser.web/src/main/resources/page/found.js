// How the documents were searched: facts of an answer's provenance, and the chunks looked at.
import { decimal, element, percent, text } from '/dom.js';

const milliseconds = (micros) => text('why.ms', { n: Math.round(micros / 100) / 10 });

export const stageTimes = (micros) => Object.entries(micros).map(([stage, value]) => `${stage} ${milliseconds(value)}`).join(', ');

export function found(provenance) {
  return [
    ['why.confidence', text('why.confidenceValue', { value: percent(provenance.confidence), threshold: percent(provenance.threshold) })],
    ['why.method', provenance.method],
    ['why.retrieval', provenance.retrieval],
    ['why.embedding', provenance.embeddingModel || text('why.noModel')],
    ['why.time', stageTimes(provenance.micros)],
    ['why.notes', provenance.notes.join(' ')],
  ];
}

/** A list of named facts; those without a value are left away. */
export function facts(rows) {
  return element('dl', {}, ...rows.filter(([, value]) => value !== '' && value != null)
    .flatMap(([key, value]) => [element('dt', {}, text(key)), element('dd', {}, value)]));
}

/** A table that scrolls by itself where the screen is narrow. */
export function table(caption, heads, rows) {
  if (!rows.length) return '';
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element('table', {}, element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))))));
}

export function evidenceTable(chunks) {
  const rank = (value) => (value > 0 ? String(value) : text('why.noRank'));
  return table(text('why.evidence'), ['why.chunk', 'why.keywordRank', 'why.vectorRank', 'why.score'].map((key) => text(key)),
    chunks.map((chunk) => [chunk.chunkId, rank(chunk.keywordRank), rank(chunk.vectorRank), decimal(chunk.score)]));
}
