// Why this answer: everything known of how it was written and found, also as a file.
import { download, element, text } from '/dom.js';
import { evidenceTable, facts, found } from '/found.js';
import { callsTable, leftOutTable, sentencesTable, writtenFacts } from '/making.js';

/** The panel below a reply; its content is made when it is opened. */
export function why(reply, opened) {
  const panel = element('details', { class: 'why', open: opened },
    element('summary', {}, text('answer.why')));
  const fill = () => {
    if (panel.open && panel.childElementCount === 1) panel.append(content(reply));
  };
  panel.addEventListener('toggle', fill);
  fill();
  return panel;
}

function content(reply) {
  const { making, written, extract } = reply;
  return element('div', { class: 'why-content' },
    making ? section('why.written', facts(writtenFacts(reply)), callsTable(making.calls)) : '',
    written?.sentences.length ? section('why.sentences', sentencesTable(written)) : '',
    making?.leftOut.length ? section('why.leftOut', leftOutTable(making.leftOut)) : '',
    section('why.found', facts(found(extract.provenance)), evidenceTable(extract.provenance.evidence)),
    element('p', { class: 'why-foot' },
      element('span', { class: 'muted' }, text('why.replyId', { id: reply.id })),
      element('button', { type: 'button', class: 'link', 'data-action': 'export-reply', onclick: () => save(reply) }, text('why.export'))));
}

function section(key, ...children) {
  return element('section', {}, element('h4', {}, text(key)), ...children);
}

function save(reply) {
  download(new Blob([JSON.stringify(reply, null, 2)], { type: 'application/json' }), `reply-${reply.id}.json`);
}
