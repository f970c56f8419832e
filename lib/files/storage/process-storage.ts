import "server-only";
import path from "node:path";
import { type Env, env } from "@/lib/env";
import { localStorage } from "./local-storage";
import { s3Storage } from "./s3-storage";
import type { FileStorage } from "./storage";

/** A bucket where one is named, else the folder `files` beside the embedded database. */
export function storageOf(settings: Env): FileStorage {
  const { S3_BUCKET, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION, S3_PREFIX, DATA_DIR } = settings;
  if (!S3_BUCKET || !S3_ENDPOINT || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    return localStorage(path.resolve(DATA_DIR, "files"));
  }
  return s3Storage({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    prefix: S3_PREFIX,
  });
}

let cached: FileStorage | undefined;

/** The storage of this process. @throws EnvError */
export function fileStorage(): FileStorage {
  cached ??= storageOf(env());
  return cached;
}
