// Starts the page and follows its addresses.
import { announce, byId, translate } from '/dom.js';
import * as chat from '/chat.js';
import * as choices from '/choices.js';
import { markOpen } from '/cite.js';
import * as composer from '/composer.js';
import * as conversations from '/conversations.js';
import * as dialogs from '/dialogs.js';
import * as documents from '/documents.js';
import * as drawer from '/drawer.js';
import { follow } from '/events.js';
import * as menu from '/menu.js';
import * as scope from '/scope.js';
import * as shortcuts from '/shortcuts.js';
import * as source from '/source.js';
import * as sources from '/sources.js';
import * as status from '/status.js';
import * as uploads from '/uploads.js';
import * as welcome from '/welcome.js';

const LISTS = new Map([['documents', documents], ['sources', sources]]);

translate();
for (const part of [dialogs, uploads, source, documents, sources, menu, drawer, scope, choices, welcome, shortcuts]) part.start();
composer.start(chat.submit, chat.stop);
conversations.onGone(() => { location.hash = '#ask'; });
conversations.onRenamed(chat.rename);
conversations.start();
source.onOpen(markOpen);
status.start();
follow();
addEventListener('hashchange', route);
route();
if (!source.isOpen() && matchMedia('(pointer: fine)').matches && !byId('view-ask').hidden) composer.focus();

function route() {
  const hash = location.hash.slice(1);
  const target = new URLSearchParams(hash);
  const view = LISTS.has(hash) ? hash : 'ask';
  for (const name of ['ask', ...LISTS.keys()]) {
    byId(`view-${name}`).hidden = name !== view;
    current(`to-${name}`, name === view);
  }
  document.body.dataset.view = view;
  LISTS.forEach((list, name) => list.show(name === view));
  source.close();
  if (view !== 'ask') return;
  if (target.get('document')) showDocument(target);
  else chat.open(target.get('conversation') ?? '');
}

function showDocument(target) {
  const offset = (name) => (target.has(name) ? Number(target.get(name)) : undefined);
  source.openDocument(target.get('document'), offset('start'), offset('end'), byId('question'))
    .catch((failure) => announce(failure.message));
}

function current(id, on) {
  if (on) byId(id).setAttribute('aria-current', 'page');
  else byId(id).removeAttribute('aria-current');
}
