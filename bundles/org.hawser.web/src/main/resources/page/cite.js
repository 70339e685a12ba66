// Numbers in an answer that stand for sources: a preview while pointed at, the source itself when pressed.
import { element, place, text } from '/dom.js';
import { previewed } from '/preview.js';
import * as source from '/source.js';

/** Which list of citations a button belongs to: answers count their own. */
const lists = new WeakMap();

/** A button for one citation of a list. */
export function citeButton(citations, number) {
  const citation = citations.find((each) => each.number === number);
  const button = element('button', {
    type: 'button', class: 'cite', 'data-number': number,
    'aria-label': text('answer.cite', { n: number, title: citation?.title ?? '' }),
    onclick: (event) => open(citations, number, event.currentTarget),
  }, String(number));
  lists.set(button, citations);
  if (citation) previewed(button, () => preview(citation));
  return button;
}

/** Opens the source with this number; false when there is none. */
export function open(citations, number, from) {
  const at = citations.findIndex((citation) => citation.number === number);
  if (at < 0) return false;
  source.openCitation(citations, at, from);
  return true;
}

/** The sources of an answer as a list; those it does not cite are told apart. */
export function sourceList(citations, cited) {
  return element('ol', { class: 'source-list' }, ...citations.map((citation) => card(citations, citation, cited.has(citation.number))));
}

function card(citations, citation, cited) {
  const button = element('button', {
    type: 'button', class: cited ? 'source' : 'source uncited', 'data-number': citation.number,
    'aria-label': text('answer.cite', { n: citation.number, title: citation.title }) + (cited ? '' : `, ${text('answer.uncited')}`),
    onclick: (event) => open(citations, citation.number, event.currentTarget),
  },
  element('span', { class: 'number', 'aria-hidden': 'true' }, String(citation.number)),
  element('span', { class: 'source-text' },
    element('span', { class: 'source-title' }, citation.title),
    element('span', { class: 'where' }, where(citation)),
    element('q', {}, citation.quote)));
  lists.set(button, citations);
  return element('li', {}, button);
}

/** Lets the number and the card of the source that is open look so. */
export function markOpen(citations, number) {
  for (const node of document.querySelectorAll('[data-number]')) {
    node.toggleAttribute('data-open', lists.get(node) === citations && Number(node.dataset.number) === number);
  }
}

function preview(citation) {
  return [
    element('strong', {}, citation.title),
    element('span', { class: 'where' }, where(citation)),
    element('q', {}, citation.quote),
  ];
}

const where = (citation) => [citation.path, place(citation.locator)].filter(Boolean).join(' · ');
