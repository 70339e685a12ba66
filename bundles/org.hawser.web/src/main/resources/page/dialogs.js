// Dialogs: the token, a confirmation, the keyboard overview.
import { byId, element, keys, text } from '/dom.js';
import { Problem, onTokenChange, token, verify } from '/api.js';
import * as status from '/status.js';

let tokenAnswer = null;

export function start() {
  byId('keys').append(...keys.flatMap(([key, what]) => [
    element('dt', {}, ...key.split(' ').map((part) => element(part === '–' ? 'span' : 'kbd', {}, part))),
    element('dd', {}, what),
  ]));
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

/** Asks before something that cannot be undone. */
export function confirm(title, message, yes) {
  const dialog = byId('confirm-dialog');
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = message;
  byId('confirm-yes').textContent = yes;
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
