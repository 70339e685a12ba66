// Finds cited words in the text pieces of a drawn page, whose spaces, hyphens and ligatures are not those of the quote.

const SHORTEST = 12;
const SENTENCE = /(?<=[.!?;:])\s+|\n+/;

/**
 * Where a quote stands among pieces of text.
 *
 * @param pieces texts in reading order
 * @returns stretches `{piece, start, end}`, in order; empty when the quote is not there
 */
export function findQuote(pieces, quote) {
  const page = squeeze(pieces);
  const whole = stretches(page, squeeze([quote]).text);
  if (whole.length) return whole;
  const parts = quote.split(SENTENCE).map((part) => squeeze([part]).text).filter((part) => part.length >= SHORTEST);
  return parts.flatMap((part) => {
    const found = stretches(page, part);
    return found.length ? found : stretches(page, overlap(page.text, part));
  });
}

/** A sentence may begin or end on the neighbouring page: the longest part at an edge of this one. */
function overlap(text, part) {
  for (let length = part.length - 1; length >= 2 * SHORTEST; length--) {
    const head = part.slice(0, length);
    if (text.endsWith(head)) return head;
    const tail = part.slice(-length);
    if (text.startsWith(tail)) return tail;
  }
  return '';
}

/** The letters and digits alone, each with the place it comes from. */
function squeeze(pieces) {
  let text = '';
  const origin = [];
  pieces.forEach((content, piece) => {
    let at = 0;
    for (const character of content) {
      const plain = character.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
      for (const unit of plain.split('')) {
        text += unit;
        origin.push({ piece, start: at, end: at + character.length });
      }
      at += character.length;
    }
  });
  return { text, origin };
}

function stretches({ text, origin }, wanted) {
  const at = wanted ? text.indexOf(wanted) : -1;
  if (at < 0) return [];
  const found = [];
  for (const { piece, start, end } of origin.slice(at, at + wanted.length)) {
    const last = found.at(-1);
    if (last?.piece === piece) last.end = end;
    else found.push({ piece, start, end });
  }
  return found;
}
