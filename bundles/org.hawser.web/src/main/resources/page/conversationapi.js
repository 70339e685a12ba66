// Conversations and their replies in the REST API.
import { Problem, call, json, quietJson } from '/api.js';
import { readEvents } from '/sse.js';

const at = (id, ...rest) => ['/conversations', encodeURIComponent(id), ...rest].join('/');
const withBody = (method, body) => ({ method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export const list = (offset, limit, get = quietJson) => get('/conversations', { query: { offset, limit } });
export const create = (settings) => json('/conversations', withBody('POST', settings));
export const find = async (id) => withExtracts(await json(at(id)));
export const change = (id, changes) => json(at(id), withBody('PATCH', changes));
export const save = (id, format) => call(at(id, 'export'), { query: { format } });
export const remove = (id) => call(at(id), { method: 'DELETE' });
export const stop = (id) => call(at(id, 'stop'), { method: 'POST' });
export const judge = (replyId, judgement) =>
  call(`/replies/${encodeURIComponent(replyId)}/judgement`, withBody('PUT', judgement));

/** Asks the next question. */
export const ask = (id, question, settings, heard, signal) =>
  follow(at(id, 'turns'), 'POST', { ...settings, question }, heard, signal);

/** Answers a turn again. */
export const again = (id, turn, settings, heard, signal) =>
  follow(at(id, 'turns', turn, 'replies'), 'POST', settings, heard, signal);

/** Asks another question in place of a turn. */
export const edit = (id, turn, question, settings, heard, signal) =>
  follow(at(id, 'turns', turn), 'PUT', { ...settings, question }, heard, signal);

/** Tells `heard` of every event; resolves to the reply, or to null when the stream ended without one. */
async function follow(path, method, body, heard, signal) {
  const init = withBody(method, { ...body, stream: true });
  const response = await call(path, { ...init, headers: { ...init.headers, Accept: 'text/event-stream' }, signal });
  let reply = null;
  let failure = null;
  await readEvents(response.body, (name, data) => {
    if (name === 'done') reply = withExtract(data);
    else if (name === 'failed') failure = data;
    else heard(name, data);
  });
  if (failure) throw new Problem(failure.status, failure.detail, failure.type);
  return reply;
}

function withExtracts(conversation) {
  conversation.turns.forEach((turn) => turn.replies.forEach(withExtract));
  return conversation;
}

/** The API says the extract in the reply's own fields; here it is an answer like others, not saved twice. */
function withExtract(reply) {
  const { found, sentences, citations, provenance } = reply;
  return Object.defineProperty(reply, 'extract', { value: { found, sentences, citations, provenance } });
}
