// The default context strategy of the server: shown to all, changed with the admin token.
import { byId, text } from '/dom.js';
import { json, quietJson, token } from '/api.js';
import { confirm } from '/dialogs.js';
import { flash } from '/flash.js';

let standing = null;
let offered = '';

export function start() {
  byId('standard-set').addEventListener('click', set);
}

export async function load() {
  try {
    standing = (await quietJson('/strategies/default')).strategy;
  } catch {
    standing = null;
  }
  show();
}

/** The expression that could become the default. */
export function offer(expression) {
  offered = expression;
  show();
}

export function show() {
  byId('standard').hidden = standing === null;
  byId('standard-now').textContent = text('standard.now', { strategy: standing === 'none' ? text('strategy.none') : standing });
  byId('standard-set').hidden = token.get() === '' || offered === '' || offered === standing;
  byId('standard-set').textContent = text('standard.set', { strategy: offered });
}

async function set() {
  const wanted = offered;
  if (!await confirm(text('standard.title'), text('standard.text', { strategy: wanted }), text('standard.yes'))) return;
  try {
    standing = (await json('/strategies/default', {
      method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ strategy: wanted }),
    })).strategy;
    flash(text('standard.done', { strategy: wanted }));
  } catch (failure) {
    flash(failure.offline ? text('notice.offline') : failure.message);
  }
  show();
}
