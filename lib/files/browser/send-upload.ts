/** An answer, whatever it was; `status` 0: none came. `retryAfterMs` is 0 when the server said nothing of it. */
export type UploadAnswer = { status: number; body: unknown; retryAfterMs: number };

export type UploadOptions = {
  /** Who sends it, where no cookie says so. */
  headers?: Record<string, string>;
  /** How much of it has left this machine, from 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/**
 * A silent connection is given up after this; it starts anew with every piece that gets through. At the end the server
 * needs its time to draw a picture anew.
 */
const SILENCE_MS = 60_000;

/** Sends a file's bytes and never throws. By XMLHttpRequest, because `fetch` does not tell how far an upload has got. */
export function sendUpload(
  url: string,
  file: File,
  { headers = {}, onProgress, signal }: UploadOptions,
): Promise<UploadAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const abort = () => request.abort();
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(abort, SILENCE_MS);
    };
    request.open("POST", url);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.toWellFormed()));
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      listen();
      onProgress(total > 0 ? loaded / total : 0);
    };
    // Once, whatever ended it: an answer, an error, an abort.
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", abort);
      resolve(answerOf(request));
    };
    signal.addEventListener("abort", abort);
    listen();
    request.send(file);
    if (signal.aborted) abort();
  });
}

function answerOf(request: XMLHttpRequest): UploadAnswer {
  const retryAfterMs = Number(request.getResponseHeader("retry-after")) * 1000 || 0;
  try {
    return { status: request.status, body: JSON.parse(request.responseText), retryAfterMs };
  } catch {
    // No JSON is not our server speaking: a captive portal, or a proxy that found the file too large.
    return { status: request.status === 413 ? 413 : 0, body: null, retryAfterMs };
  }
}
