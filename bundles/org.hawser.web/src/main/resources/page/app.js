// Starts the page: views, addresses, keyboard.
import { byId, translate } from '/dom.js';
import * as answer from '/answer.js';
import * as dialogs from '/dialogs.js';
import * as documents from '/documents.js';
import { follow } from '/events.js';
import * as source from '/source.js';
import * as status from '/status.js';
import * as uploads from '/uploads.js';

translate();
dialogs.start();
uploads.start();
source.start();
answer.start();
documents.start();
status.start();
follow();
addEventListener('hashchange', route);
addEventListener('keydown', shortcut);
route();
if (!source.isOpen() && matchMedia('(pointer: fine)').matches) byId('question').focus();

function route() {
  const hash = location.hash.slice(1);
  const target = new URLSearchParams(hash);
  const list = hash === 'documents';
  byId('view-ask').hidden = list;
  byId('view-documents').hidden = !list;
  current('to-ask', !list);
  current('to-documents', list);
  documents.show(list);
  source.close();
  if (target.get('document')) {
    const offset = (name) => (target.has(name) ? Number(target.get(name)) : undefined);
    source.openDocument(target.get('document'), offset('start'), offset('end'), byId('question'))
      .catch((failure) => { byId('announce').textContent = failure.message; });
  }
}

function current(id, on) {
  if (on) byId(id).setAttribute('aria-current', 'page');
  else byId(id).removeAttribute('aria-current');
}

function shortcut(event) {
  if (document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    if (source.isOpen()) source.close();
    else if (uploads.isOpen()) uploads.close();
    return;
  }
  if (event.target.closest('input, textarea, select')) return;
  if (press(event.key)) event.preventDefault();
}

function press(key) {
  switch (key) {
    case '/':
      source.close();
      if (location.hash === '#documents') location.hash = '#ask';
      setTimeout(() => byId('question').focus());
      return true;
    case '?': dialogs.help(); return true;
    case 'u': uploads.choose(); return true;
    case 'd': location.hash = '#documents'; return true;
    case 'ArrowLeft': return source.isOpen() && (source.step(-1), true);
    case 'ArrowRight': return source.isOpen() && (source.step(1), true);
    default: return /^[1-9]$/.test(key) && answer.openSource(Number(key));
  }
}
