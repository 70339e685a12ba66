// How the next reply is to be made: with or without a model, which one, under which strategies.
import { byId, options, text } from '/dom.js';
import { onTokenChange, quietJson } from '/api.js';
import * as standard from '/standard.js';
import * as strategy from '/strategypicker.js';

const SELECTS = { mode: 'choice-mode', model: 'choice-model', promptStrategy: 'choice-prompt' };

let again = null;
let opener = null;
let making = null;

export const isOpen = () => !byId('choices').hidden;

export function start() {
  options(byId('choice-mode'), ['auto', 'extractive', 'written'].map((mode) => [mode, text(`mode.${mode}`)]));
  options(byId('choice-model'), [['', text('choices.anyModel')]]);
  options(byId('choice-prompt'), [['', text('choices.byLength')]]);
  byId('choices-open').addEventListener('click', () => (isOpen() ? close() : open()));
  byId('choices-close').addEventListener('click', close);
  byId('choices-reset').addEventListener('click', () => adopt({}));
  byId('choices-again').addEventListener('click', () => {
    const go = again;
    close();
    go?.();
  });
  byId('choices').addEventListener('change', changed);
  byId('choices').addEventListener('input', changed);
  strategy.start(changed);
  standard.start();
  onTokenChange(standard.show);
}

/** Opens the panel, and asks only then what there is to choose from; `then` is what its button does to ask again. */
export function open(then = null) {
  again = then;
  opener = document.activeElement;
  byId('choices').hidden = false;
  byId('choices-open').setAttribute('aria-expanded', 'true');
  byId('choices-title').textContent = text(then ? 'choices.againTitle' : 'choices.title');
  byId('choices-again').hidden = !then;
  load();
  standard.load();
  byId('choice-mode').focus();
  byId('choices').scrollIntoView({ block: 'nearest' });
}

export function close() {
  if (!isOpen()) return;
  byId('choices').hidden = true;
  byId('choices-open').setAttribute('aria-expanded', 'false');
  again = null;
  if (opener?.isConnected) opener.focus();
}

/** What is chosen, as a turn is asked with it. */
export function current() {
  const chosen = {};
  for (const [name, id] of Object.entries(SELECTS)) if (byId(id).value) chosen[name] = byId(id).value;
  if (chosen.mode === 'auto') delete chosen.mode;
  const expression = strategy.expression();
  if (expression) chosen.contextStrategy = expression;
  return chosen;
}

/** What becomes of what was read under another strategy, when that is to be decided. */
export function swap() {
  const chosen = byId('choices').querySelector('[name=swap]:checked')?.value;
  return chosen && !byId('choice-swap').hidden ? { swap: chosen } : {};
}

/** Takes over what a conversation is asked with. */
export function adopt(settings) {
  for (const [name, id] of Object.entries(SELECTS)) select(byId(id), settings[name] || (name === 'mode' ? 'auto' : ''));
  strategy.put(settings.contextStrategy ?? '');
  changed();
}

/** How the last reply of the conversation was made; null when no model wrote one. */
export function conversing(last) {
  making = last;
  changed();
}

/** A value that is not listed (any more) is still shown, as it still counts. */
function select(node, value) {
  if (![...node.options].some((option) => option.value === value)) options(node, [...[...node.options].map((o) => [o.value, o.label]), [value, value]]);
  node.value = value;
}

async function load() {
  const [models, prompts] = await Promise.allSettled([quietJson('/models'), quietJson('/prompt-strategies'), strategy.load()]);
  if (models.status === 'fulfilled') showModels(models.value.models);
  if (prompts.status === 'fulfilled') options(byId('choice-prompt'), [['', text('choices.byLength')], ...prompts.value.strategies.map(({ name }) => [name, name])]);
}

function showModels(models) {
  const usable = models.filter(({ state }) => state !== 'FAILED');
  options(byId('choice-model'), [['', text('choices.anyModel')], ...usable.map(({ modelId, description }) =>
    [modelId, description ? text('choices.modelWindow', { name: modelId, n: description.contextLength }) : modelId])]);
  byId('choices-none').hidden = usable.length > 0;
}

/** What follows from a choice: whether a change of strategy is to be decided on, and the short words. */
function changed() {
  const expression = strategy.expression();
  const before = making?.context.used ?? null;
  byId('choice-swap').hidden = before === null || !expression || expression === before || expression === making.context.asked;
  const { mode, model, promptStrategy } = current();
  const written = mode !== 'extractive';
  for (const id of ['choice-model', 'choice-prompt']) byId(id).disabled = !written;
  strategy.enable(written);
  const words = written ? [model, expression, promptStrategy].filter(Boolean) : [text('mode.extractive')];
  byId('choices-words').textContent = words.join(' · ') || text('choices.automatic');
  standard.offer(expression);
}
