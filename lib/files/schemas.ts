import { z } from "zod";
import { LINKS_MAX } from "./rules";

/**
 * A file in a chat, as both sides see it. An empty `name` says that it was deleted, and then there is nothing to load.
 * `width` and `height` are of a picture that we drew anew and that may be shown; everything else is only handed on.
 */
export const fileDto = z.object({
  id: z.uuid(),
  name: z.string(),
  /** MIME type, as it is served. */
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** There is a small one to show, at `?thumb`. */
  hasThumb: z.boolean(),
});
export type FileDto = z.infer<typeof fileDto>;

export const uploadedFileDto = z.object({ file: fileDto });

export const fileLinksInput = z.object({
  fileIds: z.array(z.uuid("invalid")).min(1, "invalid").max(LINKS_MAX, "tooMany"),
});

/** Addresses that work without a token until `expiresAt`, by file. What the visitor may not see is left out. */
export const fileLinksDto = z.object({ links: z.record(z.uuid(), z.string()), expiresAt: z.iso.datetime() });
export type FileLinksDto = z.infer<typeof fileLinksDto>;
