// Dialogs: the token, a confirmation, the keyboard overview.
import { byId, element, keys, text } from '/dom.js';
import { LANGUAGES, language } from '/i18n.js';
import { Problem, onTokenChange, token, verify } from '/api.js';
import * as status from '/status.js';

let tokenAnswer = null;

export function start() {
  byId('keys').append(...keys.flatMap(([key, what]) => [
    element('dt', {}, ...key.split(' ').map((part) => element(part === '–' ? 'span' : 'kbd', {}, part))),
    element('dd', {}, what),
  ]));
  showLanguages();
  byId('open-help').addEventListener('click', help);
  byId('open-token').addEventListener('click', () => askForToken(''));
  for (const button of document.querySelectorAll('[data-action=close-dialog]')) {
    button.addEventListener('click', () => button.closest('dialog').close());
  }
  byId('token-form').addEventListener('submit', useToken);
  byId('token-forget').addEventListener('click', () => {
    token.forget();
    byId('token-dialog').close();
  });
  byId('token-dialog').addEventListener('close', () => {
    byId('token').value = '';
    tokenAnswer?.resolve(token.get() !== '');
    tokenAnswer = null;
  });
  onTokenChange(showTokenState);
  showTokenState();
}

/** Languages the page speaks, as links to itself. */
function showLanguages() {
  byId('languages').append(...Object.entries(LANGUAGES).map(([tag, name]) =>
    element('a', { href: `/?lang=${tag}`, lang: tag, hreflang: tag, 'aria-current': tag === language ? 'true' : null }, name)));
}

export function help() { byId('help-dialog').showModal(); }

/** Opens the token dialog; resolves to whether there is a token afterwards. Calls share one dialog. */
export function askForToken(reason) {
  byId('token-error').textContent = reason;
  byId('token-forget').hidden = token.get() === '';
  if (!tokenAnswer) {
    tokenAnswer = Promise.withResolvers?.() ?? deferred();
    byId('token-dialog').showModal();
    byId('token').focus();
  }
  return tokenAnswer.promise;
}

/** Asks before something that cannot be undone; `danger` says so with the button's colour too. */
export function confirm(title, message, yes, danger = false) {
  const dialog = byId('confirm-dialog');
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = message;
  byId('confirm-yes').textContent = yes;
  byId('confirm-yes').classList.toggle('danger', danger);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const form = byId('confirm-form');
    const onSubmit = () => resolve(true);
    form.addEventListener('submit', onSubmit, { once: true });
    dialog.addEventListener('close', () => {
      form.removeEventListener('submit', onSubmit);
      resolve(false);
    }, { once: true });
  });
}

/** Asks for a line of text; resolves to null when it is not given. */
export function ask(title, label, value, yes, most) {
  byId('line').maxLength = most;
  byId('line').value = value;
  return lineOf('line', title, label, yes);
}

/** Asks why an answer is good or bad; resolves to null when it is not to be judged. */
export function comment(good, before) {
  byId('lines').value = before;
  return lineOf('lines', text(good ? 'judge.up' : 'judge.down'), text('judge.why'), text('judge.send'));
}

function lineOf(field, title, label, yes) {
  const dialog = byId('line-dialog');
  byId('line-title').textContent = title;
  byId('line-label').textContent = label;
  byId('line-label').htmlFor = field;
  byId('line').hidden = field !== 'line';
  byId('line').required = field === 'line';
  byId('lines').hidden = field !== 'lines';
  byId('line-yes').textContent = yes;
  dialog.showModal();
  byId(field).focus();
  byId(field).select();
  return new Promise((resolve) => {
    const form = byId('line-form');
    const onSubmit = () => resolve(byId(field).value.trim());
    form.addEventListener('submit', onSubmit, { once: true });
    dialog.addEventListener('close', () => {
      form.removeEventListener('submit', onSubmit);
      resolve(null);
    }, { once: true });
  });
}

async function useToken(event) {
  event.preventDefault();
  const candidate = byId('token').value.trim();
  byId('token-error').textContent = candidate ? '' : text('token.empty');
  if (!candidate) return;
  try {
    const refusal = await verify(candidate);
    byId('token-error').textContent = refusal;
    if (refusal) return;
    token.set(candidate);
    status.soon();
    byId('token-dialog').close();
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    byId('token-error').textContent = failure.offline ? text('notice.offline') : failure.message;
  }
}

function showTokenState() { byId('open-token').classList.toggle('on', token.get() !== ''); }

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve) => { parts.resolve = resolve; });
  return parts;
}
