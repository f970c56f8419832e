"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import { authSecret } from "@/lib/auth/secret";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { setMaintenance } from "@/lib/settings/maintenance";
import { getChatSettings } from "@/lib/settings/queries";
import {
  type ChannelFormValues,
  type ChatSettingsDto,
  type ChatSettingsFormValues,
  channelInput,
  chatSettingsInput,
  type MaintenanceFormValues,
  maintenanceInput,
  type OperatorCapacityFormValues,
  operatorCapacityInput,
  type SynchronizeResult,
} from "@/lib/settings/schemas";
import { synchronize } from "@/lib/settings/synchronize";
import { updateChannel } from "@/lib/settings/update-channel";
import { updateChatSettings } from "@/lib/settings/update-chat-settings";
import { updateOperatorCapacity } from "@/lib/settings/update-operator-capacity";

/** Anybody may post here, with anything: each action asks who it is first, then parses what it was given. */
const asAdmin = <T>(work: (ctx: Context) => Promise<T>): Promise<ActionResult<T>> =>
  action(async () => {
    const done = await work(await adminContext());
    revalidatePath("/admin/settings", "layout");
    return done;
  });

/** What is no id names nothing: answered like one that does not exist. */
function parseId(id: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** Answers the settings as they are stored, without the password. */
export async function updateChatSettingsAction(values: ChatSettingsFormValues): Promise<ActionResult<ChatSettingsDto>> {
  return asAdmin(async (ctx) => {
    await updateChatSettings(ctx, chatSettingsInput.parse(values), authSecret());
    return getChatSettings(ctx.db);
  });
}

export async function setMaintenanceAction(values: MaintenanceFormValues): Promise<ActionResult<void>> {
  return asAdmin((ctx) => setMaintenance(ctx, maintenanceInput.parse(values)));
}

export async function synchronizeAction(): Promise<ActionResult<SynchronizeResult[]>> {
  return action(async () => synchronize(await adminContext()));
}

export async function updateChannelAction(channelId: string, values: ChannelFormValues): Promise<ActionResult<void>> {
  return asAdmin((ctx) => updateChannel(ctx, parseId(channelId), channelInput.parse(values)));
}

export async function updateOperatorCapacityAction(
  operatorId: string,
  values: OperatorCapacityFormValues,
): Promise<ActionResult<void>> {
  return asAdmin((ctx) => updateOperatorCapacity(ctx, parseId(operatorId), operatorCapacityInput.parse(values)));
}
