import "server-only";
import { DomainError } from "@/lib/errors";
import { type Picture, reEncodeLogo } from "@/lib/logos/re-encode-logo";
import { checkLogoSize } from "@/lib/logos/rules";

/**
 * The picture in the field `logo` of a form, drawn anew; null when none was chosen.
 * @throws DomainError `invalid` with `fields.logo`
 */
export async function readLogoUpload(form: FormData): Promise<Picture | null> {
  const file = form.get("logo");
  if (!(file instanceof File) || (file.size === 0 && file.name === "")) return null;
  // Before a byte of it is read into memory.
  const problem = checkLogoSize(file.size);
  if (problem) throw new DomainError("invalid", "The picture cannot be used", { fields: { logo: problem } });
  return reEncodeLogo(new Uint8Array(await file.arrayBuffer()));
}
