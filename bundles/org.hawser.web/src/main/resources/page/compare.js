// Two replies of a turn side by side, with what differs between them and how each was made.
import { decimal, element, number, text } from '/dom.js';
import { reach, replyLabel, strategyName, supportedShare } from '/making.js';
import { replyView } from '/reply.js';
import { supportCounts } from '/written.js';

/** The comparison of a turn; the last two replies first, others can be chosen. */
export function comparison(turn, close) {
  const sides = turn.sides ??= [turn.replies.length - 2, turn.replies.length - 1];
  const node = element('div', { class: 'comparison', role: 'region', 'aria-label': text('compare.title') });
  const draw = () => node.replaceChildren(
    element('div', { class: 'comparison-head' },
      element('h3', {}, text('compare.title')),
      element('button', { type: 'button', class: 'link', 'data-action': 'compare-close', onclick: close }, text('compare.close'))),
    differences(turn, sides),
    element('div', { class: 'sides' }, ...sides.map((at, side) => column(turn, at, (chosen) => {
      sides[side] = chosen;
      draw();
    }))));
  draw();
  return node;
}

function column(turn, at, choose) {
  const select = element('select', {
    'aria-label': text('compare.choose'), onchange: (event) => choose(Number(event.target.value)),
  }, ...turn.replies.map((reply, i) => element('option', { value: i, selected: i === at }, `${i + 1} · ${replyLabel(reply)}`)));
  return element('div', { class: 'side' }, select, replyView(turn.replies[at], null, true));
}

const ROWS = [
  ['compare.model', ({ making }) => making?.model.id],
  ['compare.strategy', ({ making }) => making && strategyName(making.context)],
  ['compare.prompt', ({ making }) => making?.promptStrategy],
  ['compare.reach', ({ making }) => making && reach(making.context.reach)],
  ['compare.read', ({ making }) => making && number.format(sum(making.calls, 'promptTokens'))],
  ['compare.wrote', ({ making }) => making && number.format(sum(making.calls, 'generatedTokens'))],
  ['compare.first', ({ making }) => making?.calls.length && text('why.seconds', { value: decimal(making.calls.at(-1).secondsToFirstToken) })],
  ['compare.supported', ({ written }) => written && supportedShare(supportCounts(written.sentences))],
  ['compare.perplexity', ({ making }) => making?.perplexity != null && decimal(making.perplexity)],
  ['compare.leftOut', ({ making }) => making && number.format(making.leftOut.length)],
];

const ASKED = new Set(['compare.model', 'compare.strategy', 'compare.prompt']);

const sum = (calls, field) => calls.reduce((all, call) => all + call[field], 0);

/** How both were asked for, and what else differs. */
function differences(turn, sides) {
  const chosen = sides.map((at) => turn.replies[at]);
  const rows = ROWS.map(([key, value]) => [key, chosen.map((reply) => value(reply) || '–')])
    .filter(([key, values]) => values[0] !== values[1] || (ASKED.has(key) && values[0] !== '–'));
  if (!rows.length) return '';
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': text('compare.facts') },
    element('table', { class: 'differences' },
      element('thead', {}, element('tr', {}, element('td'), ...sides.map((at) => element('th', { scope: 'col' }, text('compare.reply', { n: at + 1 }))))),
      element('tbody', {}, ...rows.map(([key, values]) => element('tr', { class: values[0] === values[1] ? '' : 'differs' },
        element('th', { scope: 'row' }, text(key)), ...values.map((value) => element('td', {}, value)))))));
}
