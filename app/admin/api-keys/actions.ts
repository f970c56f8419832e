"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { replaceApiKey } from "@/lib/api-keys/replace-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { type ApiKeyInput, apiKeyInput } from "@/lib/api-keys/schemas";
import { adminContext } from "@/lib/auth/guards";
import type { Context, OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";

const asAdmin = <T>(work: (ctx: Context<OperatorActor>) => Promise<T>): Promise<ActionResult<T>> =>
  action(async () => {
    const done = await work(await adminContext());
    revalidatePath("/admin/api-keys");
    return done;
  });

function parseId(id: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

export async function createApiKeyAction(input: ApiKeyInput): Promise<ActionResult<{ key: string }>> {
  return asAdmin(async (ctx) => ({ key: (await createApiKey(ctx, apiKeyInput.parse(input))).key }));
}

export async function replaceApiKeyAction(keyId: string): Promise<ActionResult<{ key: string }>> {
  return asAdmin((ctx) => replaceApiKey(ctx, parseId(keyId)));
}

export async function revokeApiKeyAction(keyId: string): Promise<ActionResult<void>> {
  return asAdmin((ctx) => revokeApiKey(ctx, parseId(keyId)));
}
