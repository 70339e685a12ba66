// What stands first in a reply, and its plain text.
import { text } from '/dom.js';

/** What stands first in a reply, with its sources and the numbers it cites. */
export function leading(reply) {
  const { written, extract } = reply;
  if (written?.leads) return { sources: written.sources, cited: new Set(written.sentences.flatMap((sentence) => sentence.citations)) };
  return { sources: extract.citations, cited: new Set(extract.citations.map((citation) => citation.number)) };
}

/** The answer as plain text, for the clipboard. */
export function plainText(reply) {
  const { sources, cited } = leading(reply);
  const body = reply.written?.leads
    ? reply.written.text
    : reply.extract.sentences.map((sentence) => `${sentence.text} ${sentence.citations.map((n) => `[${n}]`).join('')}`).join('\n');
  const list = sources.filter((source) => cited.has(source.number))
    .map((source) => `[${source.number}] ${source.title}${source.locator.page ? `, ${text('page', { n: source.locator.page })}` : ''}`);
  return [body || text('answer.none.title'), list.join('\n')].filter(Boolean).join('\n\n');
}
