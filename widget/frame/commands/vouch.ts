import { tellHost } from "../host";

const HEADER = "x-foyer-identity";
const RENEW_TIMEOUT_MS = 10_000;
/** A page whose tokens are all refused is not asked for one after the other. */
const RENEW_AGAIN_MS = 5000;

let token: string | undefined;
let answered: ((isNew: boolean) => void) | undefined;
let askedAt = Number.NEGATIVE_INFINITY;

/** Whether a site vouches for the visitor. */
export const isVouchedFor = () => token !== undefined;

/**
 * From here on the frame's requests say for whom the site vouches. Every part of the widget asks the server by `fetch`
 * or `XMLHttpRequest` of this frame, which has no code but ours: so it is done there, and who is not known pays no byte
 * for it. True for the first token.
 */
export function vouch(next: string): boolean {
  const isFirst = token === undefined;
  token = next;
  if (isFirst) {
    vouchInFetch();
    vouchInUploads();
  }
  answered?.(true);
  return isFirst;
}

function vouchInFetch(): void {
  const plain = globalThis.fetch;
  const ask = (input: RequestInfo | URL, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    // Only what says who asks is answered by who it is.
    if (token && headers.has("authorization")) headers.set(HEADER, token);
    return plain(input, { ...init, headers });
  };
  globalThis.fetch = async (input, init) => {
    const response = await ask(input, init);
    return (await isRefused(response)) && (await renew()) ? ask(input, init) : response;
  };
}

function vouchInUploads(): void {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    if (token) this.setRequestHeader(HEADER, token);
    send.call(this, body);
  };
}

async function isRefused(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const answer = await response
    .clone()
    .json()
    .catch(() => null);
  return /^identity_/.test(answer?.error?.code);
}

/** Asks the page for a new token. Whether one came. */
function renew(): Promise<boolean> {
  if (performance.now() - askedAt < RENEW_AGAIN_MS) return Promise.resolve(false);
  askedAt = performance.now();
  tellHost({ type: "event", name: "identity-refused", detail: null });
  return new Promise((resolve) => {
    answered = resolve;
    setTimeout(resolve, RENEW_TIMEOUT_MS, false);
  });
}
