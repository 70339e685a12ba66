// Building blocks: texts, elements, formats. Data only ever enters the page as text nodes.
import messages from '/messages.en.js';

const LANGUAGE = document.documentElement.lang;
const plural = new Intl.PluralRules(LANGUAGE);
const number = new Intl.NumberFormat(LANGUAGE);
const dateTime = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });

export const keys = messages['help.keys'];

export function text(key, values = {}) {
  const template = messages[key] ?? messages[`${key}.${plural.select(values.n ?? 0)}`] ?? key;
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? number.format(value) : String(value ?? '');
  });
}

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

export function size(bytes) {
  if (bytes < 0) return '';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (bytes >= 1000 && unit < units.length - 1) {
    bytes /= 1000;
    unit++;
  }
  const digits = bytes < 10 && unit > 0 ? 1 : 0;
  return `${new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: digits }).format(bytes)} ${units[unit]}`;
}

export const percent = (fraction) =>
  new Intl.NumberFormat(LANGUAGE, { style: 'percent' }).format(fraction);

export const decimal = (value) =>
  new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

export const when = (instant) => dateTime.format(new Date(instant));

/** Where a locator points, for people: page and headings. */
export function place(locator) {
  const parts = [...locator.headingPath];
  if (locator.page > 0) parts.unshift(text('page', { n: locator.page }));
  return parts.join(' › ');
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
