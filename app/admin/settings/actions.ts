"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import { authSecret } from "@/lib/auth/secret";
import { channelDoor } from "@/lib/channels/process-channels";
import { tellAllWays } from "@/lib/channels/receive";
import { tryMailAccounts } from "@/lib/channels/try-accounts";
import type { Context } from "@/lib/context";
import { connectCrm } from "@/lib/crm/connect-crm";
import { allowsPrivateCrm, crmSender } from "@/lib/crm/process-crm";
import { type CrmTestDto, type CrmTestValues, crmTestInput } from "@/lib/crm/schemas";
import { testCrm } from "@/lib/crm/test-crm";
import { notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { addChannel } from "@/lib/settings/add-channel";
import {
  type ChannelFormValues,
  channelInput,
  type NewChannelFormValues,
  newChannelInput,
  type ServiceChannelFormValues,
  serviceChannelInput,
} from "@/lib/settings/channel-schemas";
import { type MailChannelFormValues, mailChannelInput } from "@/lib/settings/mail-schemas";
import { setMaintenance } from "@/lib/settings/maintenance";
import { getChatSettings } from "@/lib/settings/queries";
import {
  type ChatSettingsDto,
  type ChatSettingsFormValues,
  chatSettingsInput,
  type MaintenanceFormValues,
  maintenanceInput,
  type OperatorCapacityFormValues,
  operatorCapacityInput,
} from "@/lib/settings/schemas";
import { switchChannel } from "@/lib/settings/switch-channel";
import type { SynchronizeResult } from "@/lib/settings/sync-schemas";
import { type SyncDoors, syncTargets } from "@/lib/settings/sync-targets";
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
    await updateChatSettings(ctx, chatSettingsInput.parse(values), {
      authSecret: authSecret(),
      allowsPrivateCrm: allowsPrivateCrm(),
    });
    return getChatSettings(ctx.db);
  });
}

export async function setMaintenanceAction(values: MaintenanceFormValues): Promise<ActionResult<void>> {
  return asAdmin((ctx) => setMaintenance(ctx, maintenanceInput.parse(values)));
}

export async function synchronizeAction(): Promise<ActionResult<SynchronizeResult[]>> {
  return asAdmin(async (ctx) => synchronize(ctx, syncTargets(SYNC_DOORS)));
}

/** What Synchronize reaches of the outside from this process. */
const SYNC_DOORS: SyncDoors = {
  tellTelegram: (ctx) => tellAllWays(channelDoor(ctx)),
  tryMail: (ctx) => tryMailAccounts(channelDoor(ctx)),
  connectCrm: (ctx) => connectCrm(ctx, crmSender(ctx.db)),
};

/** Tries the form's values, saved or not; nothing changes. */
export async function testCrmAction(values: CrmTestValues): Promise<ActionResult<CrmTestDto>> {
  return asAdmin((ctx) => testCrm(ctx, crmTestInput.parse(values), crmSender(ctx.db)));
}

export async function addChannelAction(
  values: NewChannelFormValues | MailChannelFormValues,
): Promise<ActionResult<{ id: string }>> {
  return asAdmin((ctx) => {
    const input = values.type === "email" ? mailChannelInput.parse(values) : newChannelInput.parse(values);
    return addChannel(ctx, input, channelDoor(ctx));
  });
}

export async function updateChannelAction(
  channelId: string,
  values: ChannelFormValues | ServiceChannelFormValues | MailChannelFormValues,
): Promise<ActionResult<void>> {
  return asAdmin((ctx) => {
    return updateChannel(ctx, parseId(channelId), parseChannel(values), channelDoor(ctx));
  });
}

function parseChannel(values: ChannelFormValues | ServiceChannelFormValues | MailChannelFormValues) {
  if (!("type" in values)) return channelInput.parse(values);
  return values.type === "email" ? mailChannelInput.parse(values) : serviceChannelInput.parse(values);
}

export async function switchChannelAction(channelId: string, active: boolean): Promise<ActionResult<void>> {
  return asAdmin((ctx) => switchChannel(ctx, parseId(channelId), z.boolean().parse(active)));
}

export async function updateOperatorCapacityAction(
  operatorId: string,
  values: OperatorCapacityFormValues,
): Promise<ActionResult<void>> {
  return asAdmin((ctx) => updateOperatorCapacity(ctx, parseId(operatorId), operatorCapacityInput.parse(values)));
}
