// The box the question is written in: ask, stop, edit, what may not be asked.
import { byId, text } from '/dom.js';
import * as mentions from '/mentions.js';
import * as status from '/status.js';

const MAX_ROWS_PX = 220;

let ask = () => {};
let stop = () => {};
let editing = null;
let running = false;

export function start(onAsk, onStop) {
  ask = onAsk;
  stop = onStop;
  const question = byId('question');
  byId('ask-form').addEventListener('submit', submit);
  byId('stop').addEventListener('click', () => stop());
  byId('edit-cancel').addEventListener('click', cancelEdit);
  question.addEventListener('input', () => { fit(question); hint(); });
  question.addEventListener('keydown', keyed);
  mentions.start();
  hint();
}

export const isEditing = () => editing !== null;

export function focus() { byId('question').focus(); }

/** While a reply is made, the button stops it. */
export function busy(on) {
  running = on;
  byId('stop').hidden = !on;
  byId('ask-button').hidden = on;
}

export function clear() { put(''); }

/** Lets a question be changed; `done` gets it and says whether it was taken. */
export function edit(question, done) {
  editing = done;
  byId('editing').hidden = false;
  put(question);
  focus();
}

export function cancelEdit() {
  editing = null;
  byId('editing').hidden = true;
  put('');
  focus();
}

function put(value) {
  byId('question').value = value;
  fit(byId('question'));
  hint();
}

async function submit(event) {
  event.preventDefault();
  const question = byId('question').value.trim();
  if (!question) {
    focus();
    return;
  }
  if (running || byId('ask-button').disabled) return;
  if (!editing) {
    ask(question);
    return;
  }
  if (await editing(question)) {
    editing = null;
    byId('editing').hidden = true;
    clear();
  }
}

function keyed(event) {
  if (mentions.keyed(event)) return;
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
}

function hint() {
  const length = byId('question').value.length;
  const max = status.current().maxQuestionLength ?? Infinity;
  const tooLong = length > max;
  byId('ask-hint').textContent = tooLong ? text('ask.tooLong', { n: length, max }) : text('ask.hint');
  byId('ask-hint').classList.toggle('error', tooLong);
  byId('ask-button').disabled = tooLong;
}

function fit(area) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight + 2, MAX_ROWS_PX)}px`;
}
