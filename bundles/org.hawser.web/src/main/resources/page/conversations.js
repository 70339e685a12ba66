// The list of conversations on the left: open, begin, rename, save, delete.
import { byId, download, element, iconButton, replace, text } from '/dom.js';
import { briefly } from '/i18n.js';
import * as api from '/conversationapi.js';
import { json, quietJson } from '/api.js';
import * as dialogs from '/dialogs.js';
import { flash } from '/flash.js';
import * as drawer from '/drawer.js';
import * as menu from '/menu.js';

const PAGE = 50;
const DOTS = 'M6 12h.01M12 12h.01M18 12h.01';

let shown = [];
let more = false;
let currentId = '';
let gone = () => {};
let renamed = () => {};

export function onGone(listener) { gone = listener; }
export function onRenamed(listener) { renamed = listener; }

export function start() {
  byId('conversation-new').addEventListener('click', begin);
  byId('conversations-more').addEventListener('click', () => load(shown.length, json));
  load();
}

/** Leaves the conversation that is open for a new one. */
export function begin() {
  drawer.close();
  if (!currentId && location.hash === '#ask') dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = '#ask';
}

/** Marks the conversation that is open, empty for a new one; from other views the way leads back to it. */
export function current(id) {
  currentId = id;
  byId('to-ask').href = id ? address(id) : '#ask';
  render();
}

export async function load(offset = 0, get = quietJson) {
  try {
    const limit = offset ? PAGE : Math.max(PAGE, shown.length);
    const page = await api.list(offset, limit, get);
    shown = offset ? [...shown, ...page.conversations] : page.conversations;
    more = page.more;
    say(shown.length ? '' : text('conversations.empty'));
    render();
  } catch (failure) {
    say(failure.tokenWanted ? text('conversations.locked') : failure.offline ? text('notice.offline') : failure.message);
  }
}

export const titleOf = (id) => shown.find((each) => each.id === id)?.title ?? '';

/** The neighbour of the open conversation in the list. */
export function neighbour(by) {
  const at = shown.findIndex((each) => each.id === currentId);
  const next = shown[at < 0 ? 0 : at + by];
  if (next) location.hash = address(next.id);
}

export const address = (id) => `#conversation=${encodeURIComponent(id)}`;

function render() {
  replace(byId('conversations'), shown.map(row));
  byId('conversations-more').hidden = !more;
}

function row(conversation) {
  const open = conversation.id === currentId;
  return element('li', { class: open ? 'open' : '' },
    element('a', { href: address(conversation.id), id: `conversation-${conversation.id}`, 'aria-current': open ? 'page' : null, title: conversation.title, onclick: () => drawer.close() },
      element('span', { class: 'conversation-title' }, conversation.title || text('conversations.untitled')),
      element('span', { class: 'conversation-when' }, conversation.busy ? text('conversations.busy') : briefly(conversation.updated))),
    iconButton(text('conversations.menuOf', { title: conversation.title }), DOTS,
      (event) => actions(conversation, event.currentTarget), { 'aria-haspopup': 'menu', 'aria-expanded': 'false', id: `conversation-menu-${conversation.id}` }));
}

function actions(conversation, from) {
  menu.open(from, text('conversations.menu'), [
    [text('conversations.rename'), () => rename(conversation)],
    [text('conversations.json'), () => save(conversation, 'json', 'json')],
    [text('conversations.markdown'), () => save(conversation, 'markdown', 'md')],
    [text('conversations.delete'), () => remove(conversation), true],
  ]);
}

const attempt = (work) => work.catch((failure) => flash(failure.offline ? text('notice.offline') : failure.message));

async function rename(conversation) {
  const title = await dialogs.ask(text('conversations.rename.title'), text('conversations.rename.label'), conversation.title, text('conversations.rename.yes'), 200);
  if (title === null) return;
  await attempt(api.change(conversation.id, { title }).then(() => {
    if (conversation.id === currentId) renamed(title);
    return load();
  }));
}

async function save({ id, title }, format, ending) {
  await attempt(api.save(id, format).then(async (response) => download(await response.blob(), `${title || id}.${ending}`)));
}

async function remove(conversation) {
  const sure = await dialogs.confirm(text('conversations.delete.title'), text('conversations.delete.text', { title: conversation.title }), text('conversations.delete.yes'), true);
  if (!sure) return;
  await attempt(api.remove(conversation.id).then(() => {
    if (conversation.id === currentId) gone();
    return load();
  }));
}

function say(message) {
  byId('conversations-say').textContent = message;
  byId('conversations-say').hidden = !message;
}
