// The sources of the reply in view, on the right where there is room for them.
import { byId, text } from '/dom.js';
import { sourceList } from '/cite.js';

let shown = null;

/** Shows the sources of what leads a reply; null takes them away. */
export function show(leading) {
  shown = leading?.sources.length ? leading : null;
  byId('evidence').hidden = !shown;
  byId('stage').classList.toggle('with-evidence', Boolean(shown));
  if (!shown) return;
  byId('evidence-title').textContent = text('answer.sourcesOf', { n: shown.sources.length });
  byId('evidence-list').replaceChildren(sourceList(shown.sources, shown.cited));
}

/** The sources in view, for the number keys. */
export const sources = () => shown?.sources ?? [];
