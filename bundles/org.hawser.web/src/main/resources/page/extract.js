// An answer picked from the documents: their own sentences with what matched the question.
import { element, marked, text } from '/dom.js';
import { citeButton } from '/cite.js';

export function extractText(answer) {
  if (!answer.found) {
    return element('div', { class: 'prose none' },
      element('p', { class: 'none-title' }, text('answer.none.title')), element('p', {}, text('answer.none.text')));
  }
  return element('div', { class: 'prose' }, ...answer.sentences.map((sentence) => element('p', {},
    ...marked(sentence.text, sentence.highlights, 'span', { class: 'hit' }),
    ...sentence.citations.flatMap((number) => ['\u00a0', citeButton(answer.citations, number)]))));
}
