// Follows status changes. EventSource cannot send a token, so the stream is read with fetch.
import { send } from '/api.js';

const RETRY = 4000;
const listeners = new Set();

/** Calls the listener with every changed DocumentStatus, and with null after a gap. */
export function onStatus(listener) { listeners.add(listener); }

export async function follow() {
  for (;;) {
    try {
      const response = await send('/events');
      tell(null);
      await read(response.body);
    } catch {
      // A gap: the next connection makes every listener look again.
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    blocks.forEach(dispatch);
  }
}

function dispatch(block) {
  const field = (name) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  if (field('event') === 'status') tell(JSON.parse(field('data')));
}

function tell(status) { listeners.forEach((listener) => listener(status)); }
