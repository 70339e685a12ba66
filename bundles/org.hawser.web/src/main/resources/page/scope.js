// Where a conversation looks: a collection, or single documents named with @.
import { byId, element, icon, text } from '/dom.js';
import { quietJson } from '/api.js';

const CROSS = 'M7 7l10 10M17 7 7 17';

let documents = [];

export function start() {
  byId('collection').addEventListener('change', draw);
}

/** What a turn is asked of. */
export function current() {
  const collection = byId('collection').value;
  return { collections: collection ? [collection] : [], documents: documents.map(({ id }) => id) };
}

/** Adds a document to look in. */
export function add(id, name) {
  if (!documents.some((each) => each.id === id)) documents.push({ id, name });
  draw();
}

/** Takes over what a conversation was asked of. */
export function adopt(settings) {
  byId('collection').value = settings.collections[0] ?? '';
  if (byId('collection').selectedIndex < 0) byId('collection').value = '';
  const known = new Map(documents.map((each) => [each.id, each.name]));
  documents = settings.documents.map((id) => ({ id, name: known.get(id) ?? id }));
  draw();
  for (const each of documents) if (each.name === each.id) name(each);
}

/** The last document is taken away again; false when there is none. */
export function dropLast() {
  const last = documents.pop();
  draw();
  return last !== undefined;
}

async function name(each) {
  try {
    const { status, document } = await quietJson(`/documents/${encodeURIComponent(each.id)}`);
    each.name = (document?.key ?? status.key).path;
  } catch {
    each.name = text('scope.gone', { id: each.id });
  }
  draw();
}

function draw() {
  byId('scope').hidden = documents.length === 0;
  byId('scope').replaceChildren(...documents.map(({ id, name: label }) => element('li', {},
    element('span', { title: label }, label),
    element('button', {
      type: 'button', 'aria-label': text('scope.remove', { name: label }),
      onclick: () => {
        documents = documents.filter((each) => each.id !== id);
        draw();
        byId('question').focus();
      },
    }, icon(CROSS)))));
}
