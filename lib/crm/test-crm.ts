import { chatSettings } from "@/db/schema";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { openSecret, SecretBoxError } from "@/lib/settings/secret-box";
import { isCrmError } from "./crm-error";
import { probeCrm } from "./open-crm";
import type { CrmTestDto, CrmTestInput } from "./schemas";
import type { CrmSender } from "./tell-due-chats";

/**
 * Signs in to a CRM with these values and reads one contact; changes nothing, neither there nor here. The stored password
 * goes to the address that it was saved for, and to no other.
 * @throws DomainError `forbidden`; `invalid` at `password`
 */
export async function testCrm(
  ctx: Context,
  { crmAddress: address, login, password: typed }: CrmTestInput,
  { transport, authSecret }: CrmSender,
): Promise<CrmTestDto> {
  assertAdmin(ctx.actor);
  try {
    const password = typed === "" ? await storedPassword(ctx, address, authSecret) : typed;
    const { odataPath } = await probeCrm(transport, { address, login, password });
    return { failure: null, text: "", odataPath };
  } catch (error) {
    if (error instanceof SecretBoxError) return { failure: "secret", text: "", odataPath: null };
    if (!isCrmError(error)) throw error;
    const failure = error.kind === "refused" ? "answer" : error.kind;
    return { failure, text: error.message, odataPath: null };
  }
}

/** @throws DomainError `invalid`; SecretBoxError */
async function storedPassword({ db }: Context, address: string, authSecret: string): Promise<string> {
  const [saved] = await db
    .select({ address: chatSettings.crmAddress, box: chatSettings.passwordEncrypted })
    .from(chatSettings);
  const refuse = (problem: string) =>
    new DomainError("invalid", "The password is needed", { fields: { password: problem } });
  if (!saved?.box) throw refuse("required");
  if (saved.address !== address) throw refuse("crmPasswordAgain");
  return openSecret(saved.box, authSecret);
}
