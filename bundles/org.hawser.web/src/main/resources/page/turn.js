// One turn: the question, and its replies one at a time or two side by side.
import { element, iconButton, text } from '/dom.js';
import { comparison } from '/compare.js';
import { replyLabel } from '/making.js';
import { replyView } from '/reply.js';

const PENCIL = 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4';
const PREVIOUS = 'm14 6-6 6 6 6';
const NEXT = 'm10 6 6 6-6 6';

/**
 * Shows a turn.
 *
 * @param turn with `at` (which reply is shown, from 0) and `comparing` beside what the API says
 */
export function turnView(turn, index, handlers) {
  return element('section', { class: 'turn', id: `turn-${index}`, 'aria-label': text('turn.label', { n: index + 1 }) },
    question(turn, index, handlers), replies(turn, index, handlers));
}

function question(turn, index, handlers) {
  return element('div', { class: 'question' },
    element('p', {}, turn.question),
    handlers ? iconButton(text('action.edit'), PENCIL, () => handlers.edit(index), { 'data-action': 'edit' }) : '');
}

function replies(turn, index, handlers) {
  if (turn.live) return turn.live.node;
  const failure = turn.failure ? element('article', { class: 'reply failed', role: 'alert' }, element('p', {}, turn.failure), retry(index, handlers)) : '';
  const working = turn.elsewhere ? element('p', { class: 'working' }, element('span', { class: 'spinner' }), text('turn.elsewhere')) : '';
  if (working && !turn.replies.length) return working;
  if (!turn.replies.length) return failure || element('article', { class: 'reply failed' }, element('p', {}, text('turn.noReply')), retry(index, handlers));
  const body = turn.comparing && turn.replies.length > 1
    ? comparison(turn, () => handlers.compare(index, false))
    : replyView(turn.replies[turn.at], forReply(turn, index, handlers));
  return element('div', { class: 'replies' }, stepper(turn, index, handlers), body, failure, working);
}

const retry = (index, handlers) => element('button', { type: 'button', class: 'secondary', onclick: () => handlers.again(index) }, text('action.retry'));

const forReply = (turn, index, handlers) => ({
  again: () => handlers.again(index),
  againWith: () => handlers.againWith(index),
  compare: turn.replies.length > 1 ? () => handlers.compare(index, true) : null,
});

/** Which of several replies is shown, and how it was made. */
function stepper(turn, index, handlers) {
  if (turn.replies.length < 2 || turn.comparing) return '';
  const go = (by) => () => handlers.step(index, by);
  return element('div', { class: 'reply-stepper' },
    iconButton(text('turn.previousReply'), PREVIOUS, go(-1), { disabled: turn.at === 0, id: `reply-previous-${index}` }),
    element('span', {}, text('turn.position', { n: turn.at + 1, all: turn.replies.length })),
    iconButton(text('turn.nextReply'), NEXT, go(1), { disabled: turn.at === turn.replies.length - 1, id: `reply-next-${index}` }),
    element('span', { class: 'muted' }, replyLabel(turn.replies[turn.at])));
}
