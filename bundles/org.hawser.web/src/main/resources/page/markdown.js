// The Markdown that models write, as a document tree: headings, paragraphs, lists, code, bold, italics.
// Everything else, HTML, links and pictures included, stays the text it is. Every piece of text knows
// where it stands in the source, so that sentences and citations can be marked.

const FENCE = /^\s*```/;
const HEADING = /^#{1,6}\s+/;
const BULLET = /^\s*[-*+•]\s+/;
const NUMBERED = /^\s*(\d{1,4})[.)]\s+/;
const INLINE = /\*\*(?=\S)(.+?)\*\*|__(?=\S)(.+?)__|`([^`]+)`|(?<![\w*])\*(?=[^\s*])([^*]+?)\*(?![\w*])/g;
const STYLES = ['strong', 'strong', 'code', 'em'];

/**
 * Renders a text.
 *
 * @param write called with (parent, start, end, style) for every piece of text; style is empty, or
 *     the name of an element
 */
export function render(source, write) {
  const fragment = document.createDocumentFragment();
  for (const block of blocks(source)) fragment.append(build(block, source, write));
  return fragment;
}

/** Blocks with the stretches of text they hold. */
export function blocks(source) {
  const found = [];
  let open = null;
  const begin = (kind, stretch, more = {}) => found.push(open = { kind, stretches: stretch ? [stretch] : [], ...more });
  for (const line of lines(source)) {
    const content = source.slice(line.start, line.end);
    const at = (pattern) => ({ start: line.start + pattern.exec(content)[0].length, end: line.end });
    if (open?.kind === 'pre') {
      if (FENCE.test(content)) open = null;
      else open.stretches.push(line);
    } else if (FENCE.test(content)) begin('pre', null);
    else if (!content.trim()) open = null;
    else if (HEADING.test(content)) {
      begin('h3', at(HEADING));
      open = null;
    } else if (BULLET.test(content)) begin('ul', at(BULLET));
    else if (NUMBERED.test(content)) begin('ol', at(NUMBERED), { number: Number(NUMBERED.exec(content)[1]) });
    else if (open) open.stretches.push(line);
    else begin('p', line);
  }
  return joinLists(found);
}

function* lines(source) {
  let start = 0;
  while (start <= source.length) {
    const next = source.indexOf('\n', start);
    const end = next < 0 ? source.length : next;
    yield { start, end };
    start = end + 1;
  }
}

/** Items that follow each other are one list. */
function joinLists(found) {
  const joined = [];
  for (const block of found) {
    const last = joined.at(-1);
    const isItem = block.kind === 'ul' || block.kind === 'ol';
    if (isItem && last?.kind === block.kind) last.items.push(block);
    else joined.push(isItem ? { kind: block.kind, items: [block], number: block.number } : block);
  }
  return joined;
}

function build(block, source, write) {
  const node = document.createElement(block.kind);
  if (block.kind === 'pre') {
    const code = node.appendChild(document.createElement('code'));
    code.textContent = block.stretches.map(({ start, end }) => source.slice(start, end)).join('\n');
  } else if (block.items) {
    if (block.number > 1) node.start = block.number;
    for (const item of block.items) inline(node.appendChild(document.createElement('li')), item.stretches, source, write);
  } else inline(node, block.stretches, source, write);
  return node;
}

function inline(parent, stretches, source, write) {
  stretches.forEach(({ start, end }, i) => {
    if (i > 0) parent.append('\n');
    let at = start;
    for (const match of source.slice(start, end).matchAll(INLINE)) {
      const style = match.slice(1).findIndex((group) => group !== undefined);
      const inner = start + match.index + match[0].indexOf(match[style + 1]);
      if (start + match.index > at) write(parent, at, start + match.index, '');
      write(parent, inner, inner + match[style + 1].length, STYLES[style]);
      at = start + match.index + match[0].length;
    }
    if (at < end) write(parent, at, end, '');
  });
}
