// A written answer: its Markdown, numbers that open sources, and marks on sentences the sources do not bear out.
import { element, text } from '/dom.js';
import { citeButton } from '/cite.js';
import { render } from '/markdown.js';
import { previewed } from '/preview.js';

const MARKER = /\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]/g;
/** What a number is kept on one line with: a word before it that is not too long, a full stop after it. */
const LAST_WORD = /(?:(?<=^|\s)\S{1,20})?\s*$/;
const STOP = /^[.,;:!?)]*/;
const DOUBTS = new Set(['WEAK', 'UNSUPPORTED']);

/** The text with what is known of it: `sentences` and `sources` may be empty while it is written. */
export function writtenText({ text: source, sentences = [], sources = [] }) {
  const spans = new Map();
  const write = (parent, start, end, style) => {
    for (const piece of pieces(start, end, sentences)) {
      const host = piece.sentence ? sentenceSpan(parent, piece.sentence, sentences, spans) : parent;
      const target = style ? host.appendChild(document.createElement(style)) : host;
      if (style === 'code') target.append(source.slice(piece.start, piece.end));
      else target.append(...withCitations(source.slice(piece.start, piece.end), sources));
    }
  };
  const body = element('div', { class: 'prose' });
  body.append(render(source, write));
  for (const [sentence, parts] of spans) doubt(sentence, parts.at(-1));
  return body;
}

/** How many sentences of each kind there are. */
export function supportCounts(sentences) {
  const counts = { SUPPORTED: 0, WEAK: 0, UNSUPPORTED: 0 };
  for (const { support } of sentences) counts[support]++;
  return counts;
}

/** Cuts a stretch at the bounds of sentences. */
function pieces(start, end, sentences) {
  const cut = [];
  let at = start;
  for (const sentence of sentences) {
    if (sentence.end <= at || sentence.start >= end) continue;
    if (sentence.start > at) cut.push({ start: at, end: sentence.start });
    const from = Math.max(at, sentence.start);
    at = Math.min(end, sentence.end);
    cut.push({ start: from, end: at, sentence });
  }
  if (at < end) cut.push({ start: at, end });
  return cut;
}

function sentenceSpan(parent, sentence, sentences, spans) {
  const parts = spans.get(sentence) ?? [];
  spans.set(sentence, parts);
  if (parts.at(-1)?.parentNode !== parent) {
    parts.push(parent.appendChild(element('span', { class: `sentence ${sentence.support.toLowerCase()}`, 'data-sentence': sentences.indexOf(sentence) + 1 })));
  }
  return parts.at(-1);
}

function withCitations(content, sources) {
  const parts = [];
  let at = 0;
  for (const match of content.matchAll(MARKER)) {
    const numbers = match[1].split(/\s*[,;]\s*/).map(Number);
    if (!numbers.every((n) => sources.some((source) => source.number === n))) continue;
    const before = content.slice(at, match.index);
    const word = LAST_WORD.exec(before)[0];
    at = match.index + match[0].length;
    const stop = STOP.exec(content.slice(at))[0];
    at += stop.length;
    parts.push(before.slice(0, before.length - word.length),
      element('span', { class: 'nowrap' }, word.replace(/\s+$/, '\u00a0'), ...numbers.map((n) => citeButton(sources, n)), stop));
  }
  parts.push(content.slice(at));
  return parts.filter((part) => part !== '');
}

/** A sentence that is not borne out gets a sign with the reason, for eyes and for screen readers. */
function doubt(sentence, span) {
  if (!DOUBTS.has(sentence.support)) return;
  const label = text(`support.${sentence.support}`);
  const sign = element('button', {
    type: 'button', class: `doubt ${sentence.support.toLowerCase()}`, 'aria-label': `${label}. ${sentence.reason}`,
  }, sentence.support === 'WEAK' ? '?' : '!');
  span.append('\u00a0', sign);
  previewed(sign, () => [element('strong', {}, label), element('p', {}, sentence.reason)]);
}
