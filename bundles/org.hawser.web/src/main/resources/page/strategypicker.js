// The picker of a context strategy: by name with its parameters, or as an expression in full.
import { byId, element, options, text } from '/dom.js';
import { quietJson } from '/api.js';

const CUSTOM = '*';

let strategies = [];
let tell = () => {};

export function start(onChange) {
  tell = onChange;
  list();
  byId('choice-strategy').addEventListener('change', () => { parameters({}); });
}

export async function load() {
  ({ strategies } = await quietJson('/strategies'));
  const chosen = expression();
  list();
  put(chosen);
}

/** The expression chosen; empty for what is configured. */
export function expression() {
  const name = byId('choice-strategy').value;
  if (name === CUSTOM) return byId('choice-expression').value.trim();
  const given = [...byId('choice-parameters').querySelectorAll('[data-parameter]')]
    .map((input) => [input.dataset.parameter, input.value.trim()])
    .filter(([, value]) => value !== '');
  return name + (given.length ? `:${given.map(([key, value]) => `${key}=${value}`).join(',')}` : '');
}

/** Shows an expression, by name where it is one listed strategy, else in full. */
export function put(wanted) {
  const [name, rest = ''] = wanted.split(/:(.*)/s);
  const known = !wanted.includes('+') && [...byId('choice-strategy').options].some((option) => option.value === name);
  byId('choice-strategy').value = known ? name : CUSTOM;
  byId('choice-expression').value = known ? '' : wanted;
  parameters(Object.fromEntries(rest.split(',').filter(Boolean).map((pair) => pair.split('='))));
}

export function enable(on) {
  byId('choice-strategy').disabled = !on;
  byId('choice-expression').disabled = !on;
  for (const input of byId('choice-parameters').querySelectorAll('input, select')) input.disabled = !on;
}

function list() {
  const names = strategies.map(({ name }) => name).filter((name) => name !== 'none');
  options(byId('choice-strategy'), [['', text('strategy.configured')], ['none', text('strategy.none')],
    ...names.map((name) => [name, name]), [CUSTOM, text('strategy.custom')]]);
}

function parameters(values) {
  const name = byId('choice-strategy').value;
  byId('choice-expression-row').hidden = name !== CUSTOM;
  const described = strategies.find((strategy) => strategy.name === name)?.parameters ?? [];
  byId('choice-parameters').replaceChildren(...described.map((parameter) => field(parameter, values[parameter.name] ?? '')));
  byId('choice-parameters').hidden = described.length === 0;
  tell();
}

function field(parameter, value) {
  const input = parameter.kind === 'flag' ? flag(parameter, value) : figure(parameter, value);
  input.dataset.parameter = parameter.name;
  input.title = parameter.description;
  return element('label', {}, element('span', {}, parameter.unit ? `${parameter.name} (${parameter.unit})` : parameter.name), input);
}

function figure({ kind, min, max, defaultValue }, value) {
  return element('input', {
    type: 'number', min, max, step: kind === 'whole' ? '1' : 'any', value, inputmode: kind === 'whole' ? 'numeric' : 'decimal',
    placeholder: defaultValue == null ? text('strategy.derived') : String(defaultValue),
  });
}

function flag({ defaultValue }, value) {
  const usual = text('strategy.usual', { value: text(defaultValue ? 'yes' : 'no') });
  const select = element('select', {}, ...[['', usual], ['1', text('yes')], ['0', text('no')]].map(([key, label]) => element('option', { value: key }, label)));
  select.value = value;
  return select;
}
