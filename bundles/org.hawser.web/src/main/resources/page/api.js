// The REST API. The token lives in sessionStorage: this tab only, gone when it closes.
const ROOT = '/api/v1';
const KEY = 'hawser.token';

let askForToken = async () => false;
const tokenListeners = new Set();
const tokenChanged = () => tokenListeners.forEach((listener) => listener());

/** A problem the server reported, or the lack of a server. */
export class Problem extends Error {
  constructor(status, detail, type = '') {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.type = type;
  }

  get offline() { return this.status === 0; }
  get tokenWanted() { return this.status === 401; }
}

export const token = {
  get: () => sessionStorage.getItem(KEY) ?? '',
  set(value) {
    sessionStorage.setItem(KEY, value);
    tokenChanged();
  },
  forget() {
    sessionStorage.removeItem(KEY);
    tokenChanged();
  },
};

export function onTokenChange(listener) { tokenListeners.add(listener); }

/** Forgets a token the server refused, unless another has taken its place meanwhile. */
export function refused(sent) {
  if (sent && sent === token.get()) token.forget();
}

/** Sets how the user is asked for the token; resolves to whether there is one now. */
export function onTokenWanted(handler) { askForToken = handler; }

export function authorization(value = token.get()) {
  return value ? { Authorization: `Bearer ${value}` } : {};
}

export const url = (path, query = {}) => {
  const pairs = Object.entries(query).filter(([, value]) => value !== '' && value != null);
  const search = new URLSearchParams(pairs).toString();
  return ROOT + path + (search ? `?${search}` : '');
};

/** Sends a request as it is. */
export async function send(path, { query, headers, ...init } = {}) {
  const stored = token.get();
  const all = { ...authorization(stored), ...headers };
  let response;
  try {
    response = await fetch(url(path, query), { ...init, headers: all });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, '');
  }
  if (response.status === 401 && all.Authorization === authorization(stored).Authorization) refused(stored);
  if (!response.ok) throw await problem(response);
  return response;
}

/** Sends a request; when the token is wanted, asks the user for it and tries again. */
export async function call(path, init = {}) {
  for (;;) {
    const sent = token.get();
    try {
      return await send(path, init);
    } catch (failure) {
      if (!failure.tokenWanted) throw failure;
      if (token.get() === '' && !(await askForToken(sent ? failure.message : ''))) throw failure;
    }
  }
}

export async function json(path, init = {}) {
  const response = await call(path, { ...init, headers: { Accept: 'application/json', ...init.headers } });
  return response.json();
}

/** For what happens by itself: never asks the user. */
export async function quietJson(path, init = {}) {
  return (await send(path, { ...init, headers: { Accept: 'application/json' } })).json();
}

/** Whether a token is right; throws when that cannot be told. */
export async function verify(candidate) {
  try {
    await send('/sources', { headers: authorization(candidate) });
    return '';
  } catch (failure) {
    if (failure.tokenWanted) return failure.message;
    if (failure.status === 503 && !failure.type.endsWith('no-token-set')) return '';
    throw failure;
  }
}

/** Makes sure there is a token before something that surely needs it. */
export async function ensureToken() {
  return token.get() !== '' || askForToken('');
}

async function problem(response) {
  try {
    const body = await response.json();
    return new Problem(response.status, body.detail, body.type);
  } catch {
    return new Problem(response.status, `${response.status} ${response.statusText}`);
  }
}

export function problemOf(status, body) {
  try {
    const parsed = JSON.parse(body);
    return new Problem(status, parsed.detail, parsed.type);
  } catch {
    return new Problem(status, String(status));
  }
}
