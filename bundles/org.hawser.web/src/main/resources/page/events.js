// Follows status changes. EventSource cannot send a token, so the stream is read with fetch.
import { send } from '/api.js';
import { readEvents } from '/sse.js';

const RETRY = 4000;
const listeners = new Set();

/** Calls the listener with every changed DocumentStatus, and with null after a gap. */
export function onStatus(listener) { listeners.add(listener); }

export async function follow() {
  for (;;) {
    try {
      const response = await send('/events');
      tell(null);
      await readEvents(response.body, (name, status) => { if (name === 'status') tell(status); });
    } catch {
      // A gap: the next connection makes every listener look again.
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}

function tell(status) { listeners.forEach((listener) => listener(status)); }
