import { database } from "@/db/client";
import { notFound } from "@/lib/errors";
import { param, route } from "@/lib/http/route";
import { findLogo } from "@/lib/logos/queries";

const FILE = /^([A-Za-z0-9_-]{22})\.webp$/;

/** A department's logo. Its id changes with the picture, so that browsers may keep it for ever. */
export const GET = route(async (_request, context) => {
  const id = FILE.exec(await param(context, "file"))?.[1];
  const bytes = id ? await findLogo(await database(), id) : null;
  if (!bytes) throw notFound();
  // A view of our own memory: what backs it may be larger than the picture.
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/webp",
      "content-length": String(bytes.byteLength),
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      // The widget's frame is shown on other sites, whose pages may demand it (COEP).
      "cross-origin-resource-policy": "cross-origin",
    },
  });
});
