// Reads server-sent events out of a response; EventSource can send neither a token nor a body.

/** Calls `handle` with the name and the parsed data of every event, until the stream ends. */
export async function readEvents(body, handle) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) dispatch(block, handle);
  }
}

function dispatch(block, handle) {
  const lines = block.split('\n');
  const values = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  const data = values('data');
  if (data.length) handle(values('event')[0] ?? 'message', JSON.parse(data.join('\n')));
}
