// The conversation in the centre: its turns, and the reply being made.
import { announce, byId, element, text } from '/dom.js';
import * as api from '/conversationapi.js';
import * as choices from '/choices.js';
import * as composer from '/composer.js';
import * as conversations from '/conversations.js';
import * as dialogs from '/dialogs.js';
import * as evidence from '/evidence.js';
import { flash } from '/flash.js';
import { leading } from '/leading.js';
import { LiveReply } from '/live.js';
import * as meter from '/meter.js';
import * as scope from '/scope.js';
import * as source from '/source.js';
import { turnView } from '/turn.js';

const LOOK_AGAIN = 2000;
const AS_CONFIGURED = { mode: null, model: null, contextStrategy: null, promptStrategy: null };
const fresh = () => ({ id: '', title: '', turns: [] });

let conversation = fresh();
let running = null;
let waiting = null;

const handlers = {
  edit: (index) => edit(index),
  again: (index) => make(index, (heard, signal) => api.again(conversation.id, index, thisTurn(), heard, signal)),
  againWith: (index) => choices.open(() => handlers.again(index), true),
  compare(index, on) {
    conversation.turns[index].comparing = on;
    redraw(index);
    byId(`turn-${index}`).querySelector('select, [data-action=compare]')?.focus();
  },
  step(index, by) {
    conversation.turns[index].at += by;
    redraw(index);
  },
};

export const isRunning = () => running !== null;

/** Opens a conversation; without an id a new one. */
export async function open(id) {
  if (id === conversation.id && conversation.turns.length) return;
  leave();
  if (conversation.id) {
    scope.adopt({ collections: [], documents: [] });
    choices.adopt({});
  }
  conversation = fresh();
  conversations.current(id);
  show();
  if (!id) return;
  try {
    const found = await api.find(id);
    if (new URLSearchParams(location.hash.slice(1)).get('conversation') !== id) return;
    adopt(found);
  } catch (failure) {
    byId('chat').replaceChildren(element('article', { class: 'reply failed', role: 'alert' },
      element('p', {}, failure.offline ? text('notice.offline') : failure.message)));
  }
}

/** Asks what stands in the composer. */
export async function submit(question) {
  if (running) return;
  source.close();
  choices.close();
  const begun = running = new AbortController();
  composer.busy(true);
  try {
    if (!conversation.id) {
      const asked = settings();
      const created = await api.create(asked);
      conversation = { ...created, turns: conversation.turns, asked: JSON.stringify(asked) };
      conversations.current(created.id);
      history.replaceState(null, '', conversations.address(created.id));
    }
  } catch (failure) {
    composer.busy(false);
    running = null;
    flash(failure.offline ? text('notice.offline') : failure.message);
    return;
  }
  running = null;
  composer.busy(false);
  if (begun.signal.aborted) return;
  composer.clear();
  const turn = { question, asked: new Date().toISOString(), replies: [], failure: '', at: 0 };
  conversation.turns.push(turn);
  const index = conversation.turns.length - 1;
  await make(index, (heard, signal) => api.ask(conversation.id, question, thisTurn(), heard, signal));
}

export function stop() {
  if (!running) return;
  const last = conversation.turns.find((turn) => turn.live);
  if (!last) {
    running.abort();
    return;
  }
  last.live.stopping();
  api.stop(conversation.id).catch(() => running?.abort());
}

/** Puts a question into the composer again; asked, it takes the place of its turn and all after it. */
function edit(index) {
  if (running) return;
  composer.edit(conversation.turns[index].question, async (question) => {
    const later = conversation.turns.length - index - 1;
    if (later && !await dialogs.confirm(text('edit.title'), text('edit.text', { n: later }), text('edit.yes'))) return false;
    conversation.turns.length = index;
    conversation.turns.push({ question, asked: new Date().toISOString(), replies: [], failure: '', at: 0 });
    show();
    make(index, (heard, signal) => api.edit(conversation.id, index, question, thisTurn(), heard, signal));
    return true;
  });
}

const settings = () => ({ ...scope.current(), ...choices.current() });

/** What becomes of tokens read under another strategy is decided each time. */
const thisTurn = () => choices.swap();

/** A conversation goes on as it is asked now: what was chosen since the last turn is kept with it. */
async function configure(owner) {
  const wanted = settings();
  const asked = JSON.stringify(wanted);
  if (owner.asked === asked) return;
  await api.change(owner.id, { ...AS_CONFIGURED, ...wanted });
  owner.asked = asked;
}

/** Shows a reply while it is made, and then what became of it. */
async function make(index, ask) {
  if (running) return;
  const mine = running = new AbortController();
  const owner = conversation;
  const turn = owner.turns[index];
  turn.live = new LiveReply();
  turn.comparing = false;
  composer.busy(true);
  show();
  follow(index);
  try {
    await configure(owner);
    const reply = await ask((name, data) => {
      turn.live.heard(name, data);
      if (name === 'reading') meter.reading(data);
    }, mine.signal);
    turn.failure = '';
    if (reply) turn.replies.push(reply);
  } catch (failure) {
    if (failure.name !== 'AbortError') turn.failure = failure.offline ? text('notice.offline') : failure.message;
  }
  turn.live = null;
  turn.at = Math.max(0, turn.replies.length - 1);
  if (running === mine) {
    running = null;
    composer.busy(false);
  }
  if (owner === conversation) settled(index);
  await conversations.load();
  if (owner === conversation) rename(conversations.titleOf(owner.id));
}

function settled(index) {
  const turn = conversation.turns[index];
  redraw(index);
  evidenceOf(turn);
  meter.show(conversation.turns);
  choices.conversing(lastMaking());
  const reply = turn.replies.at(-1);
  if (reply && !turn.failure) announce(reply.written?.text ? text('answer.written') : text(reply.extract.found ? 'answer.announce' : 'answer.none.title', { n: reply.extract.citations.length }));
}

const lastMaking = () => conversation.turns.flatMap((turn) => turn.replies).at(-1)?.making ?? null;

function adopt(found) {
  conversation = { ...found, turns: found.turns.map((turn) => ({ ...turn, at: Math.max(0, turn.replies.length - 1) })) };
  scope.adopt(found.settings);
  choices.adopt(found.settings);
  conversation.asked = JSON.stringify(settings());
  const last = conversation.turns.at(-1);
  if (last) last.elsewhere = found.busy;
  show();
  if (last) follow(conversation.turns.length - 1);
  if (found.busy) waiting = setTimeout(() => lookAgain(found.id), LOOK_AGAIN);
}

/** A reply that another page waits for, or that was being made when this one was left. */
async function lookAgain(id) {
  try {
    const found = await api.find(id);
    if (id === conversation.id && !running) adopt(found);
  } catch {
    waiting = setTimeout(() => lookAgain(id), LOOK_AGAIN);
  }
}

function leave() {
  clearTimeout(waiting);
  running?.abort();
  running = null;
  composer.busy(false);
  source.close();
}

function show() {
  const { turns, title } = conversation;
  rename(title);
  byId('view-ask').classList.toggle('blank', turns.length === 0 && !conversation.id);
  byId('chat').replaceChildren(...turns.map((turn, index) => turnView(turn, index, handlers)));
  wide();
  evidenceOf(turns.findLast((turn) => turn.replies.length));
  meter.show(turns);
  choices.conversing(lastMaking());
}

function redraw(index) {
  byId(`turn-${index}`)?.replaceWith(turnView(conversation.turns[index], index, handlers));
  wide();
  evidenceOf(conversation.turns[index]);
}

/** Two replies side by side take all the room there is. */
function wide() {
  byId('stage').classList.toggle('wide', conversation.turns.some((turn) => turn.comparing));
}

function evidenceOf(turn) {
  const reply = turn?.replies[turn.at];
  evidence.show(reply && !turn.comparing ? leading(reply) : null);
}

/** Brings a new question to the top of the screen. */
function follow(index) {
  byId(`turn-${index}`).scrollIntoView({ block: 'start', behavior: 'smooth' });
}

/** The name of the conversation that is open. */
export function rename(title) {
  conversation.title = title;
  document.title = title ? `${title} · Hawser` : 'Hawser';
}
