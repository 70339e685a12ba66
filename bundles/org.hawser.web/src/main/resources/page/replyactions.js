// What can be done with a reply: copy, judge, ask again, see why.
import { announce, element, iconButton, text } from '/dom.js';
import { judge } from '/conversationapi.js';
import * as dialogs from '/dialogs.js';
import { flash } from '/flash.js';
import { plainText } from '/leading.js';

const COPY = 'M9 9h10v11H9zM5 15V4h10';
const AGAIN = 'M20 11a8 8 0 1 0-2.3 6.3M20 4v7h-7';
const UP = 'M7 11v9H4v-9zM7 11l4-8c1.7 0 2.5 1 2.5 2.5V9H19c1.2 0 2 1 1.8 2.2l-1.2 7c-.2 1-1 1.8-2 1.8H7';
const DOWN = 'M17 13V4h3v9zM17 13l-4 8c-1.7 0-2.5-1-2.5-2.5V15H5c-1.2 0-2-1-1.8-2.2l1.2-7c.2-1 1-1.8 2-1.8H17';

/** The row of buttons below a reply, and what a reader thought of it. */
export function actions(reply, handlers) {
  const said = element('p', { class: 'aside judged' });
  const thumbs = [true, false].map((good) => thumb(reply, good, () => show()));
  const show = () => {
    const { good, comment } = reply.judgement ?? {};
    thumbs.forEach((each, i) => each.setAttribute('aria-pressed', String(good === (i === 0))));
    said.hidden = !comment;
    said.textContent = comment ? text('judge.said', { comment }) : '';
  };
  show();
  const row = element('div', { class: 'actions' },
    iconButton(text('action.copy'), COPY, () => copy(reply), { 'data-action': 'copy' }),
    ...thumbs,
    iconButton(text('action.again'), AGAIN, handlers.again, { 'data-action': 'again' }),
    element('button', { type: 'button', class: 'link with', 'data-action': 'again-with', onclick: handlers.againWith }, text('action.againWith')),
    handlers.compare ? element('button', { type: 'button', class: 'link', 'data-action': 'compare', onclick: handlers.compare }, text('action.compare')) : '');
  return [row, said];
}

async function copy(reply) {
  try {
    await navigator.clipboard.writeText(plainText(reply));
    announce(text('action.copied'));
    flash(text('action.copied'));
  } catch {
    flash(text('action.notCopied'));
  }
}

function thumb(reply, good, judged) {
  return iconButton(text(good ? 'judge.up' : 'judge.down'), good ? UP : DOWN, async () => {
    const comment = await dialogs.comment(good, reply.judgement?.comment ?? '');
    if (comment === null) return;
    try {
      await judge(reply.id, { good, comment });
      reply.judgement = { good, comment };
      judged();
      flash(text('judge.thanks'));
    } catch (failure) {
      flash(failure.offline ? text('notice.offline') : failure.message);
    }
  }, { 'data-action': good ? 'good' : 'bad' });
}
