// Texts and formats in the reader's language: the one of the address (`?lang=de`), else of the browser.
import english from '/messages.en.js';

const TRANSLATIONS = { de: () => import('/messages.de.js') };
export const LANGUAGES = { en: 'English', de: 'Deutsch' };

export const language = chosen();
const messages = language === 'en' ? english : { ...english, ...(await TRANSLATIONS[language]()).default };
document.documentElement.lang = language;

const plural = new Intl.PluralRules(language);
const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const timeOnly = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const dayOnly = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
export const number = new Intl.NumberFormat(language);

export const keys = messages['help.keys'];

export function text(key, values = {}) {
  const template = messages[key] ?? messages[`${key}.${plural.select(values.n ?? 0)}`] ?? key;
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? number.format(value) : String(value ?? '');
  });
}

export const percent = (fraction) => new Intl.NumberFormat(language, { style: 'percent' }).format(fraction);

export const decimal = (value, digits = 2) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

export const when = (instant) => dateTime.format(new Date(instant));

/** Today's time, else the day. */
export function briefly(instant) {
  const date = new Date(instant);
  return (date.toDateString() === new Date().toDateString() ? timeOnly : dayOnly).format(date);
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
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(bytes)} ${units[unit]}`;
}

function chosen() {
  const wanted = [new URLSearchParams(location.search).get('lang'), ...navigator.languages];
  const known = wanted.map((tag) => tag?.toLowerCase().split('-')[0]).find((tag) => tag in LANGUAGES);
  return known ?? 'en';
}
