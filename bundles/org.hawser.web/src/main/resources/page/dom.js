// Building blocks: elements, lists, marked text. Data only ever enters the page as text nodes.
import { text } from '/i18n.js';

export { decimal, keys, number, percent, size, text, when } from '/i18n.js';

export const byId = (id) => document.getElementById(id);

/** Creates an element: attributes, `on…` listeners, children that are nodes or text. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null && child !== ''));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing of the page's own, 24 by 24. */
export function icon(path) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** A button that shows a drawing only; the label is its tip and what screen readers say. */
export function iconButton(label, path, onclick, attributes = {}) {
  return element('button', { type: 'button', class: 'icon', title: label, 'aria-label': label, onclick, ...attributes }, icon(path));
}

/** Fills in the texts of the static page. */
export function translate(root = document) {
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = text(node.dataset.text);
  for (const node of root.querySelectorAll('[data-placeholder]')) node.placeholder = text(node.dataset.placeholder);
  for (const node of root.querySelectorAll('[data-hint]')) node.title = text(node.dataset.hint);
  for (const node of root.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', text(node.dataset.label));
    if (node.tagName === 'BUTTON') node.title = text(node.dataset.label);
  }
}

/** Where a locator points, for people: page and headings. */
export function place(locator) {
  const parts = [...locator.headingPath];
  if (locator.page > 0) parts.unshift(text('page', { n: locator.page }));
  return parts.join(' › ');
}

/** Replaces the items of a list; the keyboard's place stays where its element is there again. */
export function replace(list, items) {
  const place = list.contains(document.activeElement) ? document.activeElement.id : '';
  list.replaceChildren(...items);
  if (place) byId(place)?.focus();
}

/** Replaces the options of a select and keeps the choice where it still exists. */
export function options(select, entries) {
  const chosen = select.value;
  select.replaceChildren(...entries.map(([value, label]) => element('option', { value }, label)));
  if (entries.some(([value]) => value === chosen)) select.value = chosen;
}

/** Marks ranges of a text. */
export function marked(content, ranges, name = 'mark', attributes = {}) {
  const parts = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start < at || end > content.length || end <= start) continue;
    parts.push(content.slice(at, start), element(name, attributes, content.slice(start, end)));
    at = end;
  }
  parts.push(content.slice(at));
  return parts;
}

/** Saves something as a file on the reader's machine. */
export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function announce(message) { byId('announce').textContent = message; }
