import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AwsClient } from "aws4fetch";
import { assertStorageKey, type FileStorage, StorageError } from "./storage";

export type S3Settings = {
  /** Address of the service without the bucket, e.g. https://s3.eu-central-1.amazonaws.com */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Before every key, e.g. `foyer/`; a bucket may be shared. */
  prefix: string;
};

/** The service answers within this time, also to a file of 10 MB that goes there on a slow line. */
const ANSWER_MS = 60_000;

/**
 * Objects in a bucket of any service with the S3 protocol, addressed by path, which all of them know. Objects stay private:
 * what is read goes through our own routes, with our own headers.
 */
export function s3Storage(
  { endpoint, bucket, region, prefix, ...keys }: S3Settings,
  { answerMs = ANSWER_MS } = {},
): FileStorage {
  const client = new AwsClient({ ...keys, region, service: "s3", retries: 2, initRetryMs: 200 });
  const call = async (method: string, key: string, more: RequestInit = {}) => {
    assertStorageKey(key);
    const url = `${endpoint.replace(/\/+$/, "")}/${encodeURIComponent(bucket)}/${prefix}${key}`;
    // Until the answer begins: how long its body takes is up to who reads it, on whatever line. A body that stops coming
    // is given up by Node itself.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), answerMs);
    try {
      return await client.fetch(url, { method, redirect: "error", signal: patience.signal, ...more });
    } catch (error) {
      throw new StorageError("The storage did not answer", { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    incoming: path.join(tmpdir(), "foyer-incoming"),
    async put(key, from, type) {
      // Whole, not streamed: services want the length beforehand, a retry wants the start, and 10 MB is the most.
      const response = await call("PUT", key, { body: await readFile(from), headers: { "content-type": type } });
      if (!response.ok) throw await failure(response);
      await response.body?.cancel();
    },
    async open(key) {
      const response = await call("GET", key);
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok || !response.body) throw await failure(response);
      return { body: response.body, size: Number(response.headers.get("content-length") ?? Number.NaN) };
    },
    async remove(key) {
      const response = await call("DELETE", key);
      if (!response.ok && response.status !== 404) throw await failure(response);
      await response.body?.cancel();
    },
  };
}

/** The service's own code, such as `AccessDenied`; never its text, which may repeat what was signed. */
async function failure(response: Response): Promise<StorageError> {
  const text = (await response.text().catch(() => "")).slice(0, 4000);
  const code = /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(text)?.[1] ?? "";
  const message = `The storage answered ${response.status} ${code}`.trim();
  const isFull = response.status === 507 || /^(?:XMinio\w*Full|QuotaExceeded|StorageQuotaExceeded)$/.test(code);
  return new StorageError(message, { isFull });
}
