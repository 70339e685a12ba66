// The context meter: tokens used of the model's window, and how far a strategy extends it.
import { byId, element, number, text } from '/dom.js';
import { strategyName } from '/making.js';

let last = null;

/** Shows the last reply that a model wrote. */
export function show(turns) {
  last = turns.flatMap((turn) => turn.replies).findLast((reply) => reply.making) ?? null;
  const call = last?.making.calls.at(-1);
  if (call) draw(call.promptTokens + call.generatedTokens);
  else byId('meter').hidden = true;
}

/** Shows a prompt that is being read. */
export function reading({ total }) {
  if (last) draw(total);
}

function draw(used) {
  const { model, context } = last.making;
  const endless = context.reach >= 2 ** 31 - 1;
  const extended = context.reach > model.window;
  const whole = endless ? Math.max(model.window, used) : Math.max(model.window, context.reach, used);
  const node = byId('meter');
  node.hidden = false;
  const bar = element('span', { class: 'meter-bar', 'aria-hidden': 'true' }, element('span', { class: 'meter-fill' }),
    extended ? element('span', { class: 'meter-window' }) : '');
  bar.style.setProperty('--used', `${Math.max(1, (100 * used) / whole)}%`);
  bar.style.setProperty('--window', `${(100 * model.window) / whole}%`);
  bar.classList.toggle('tight', !endless && used > 0.9 * Math.max(model.window, context.reach));
  const words = extended
    ? text('meter.extended', { used, window: model.window, reach: endless ? text('meter.endless') : number.format(context.reach), strategy: strategyName(context) })
    : text('meter.plain', { used, window: model.window });
  node.replaceChildren(bar, element('span', {}, words));
  node.title = text('meter.title');
}
