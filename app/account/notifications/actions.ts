"use server";

import { revalidatePath } from "next/cache";
import { type AlertSettingsInput, alertSettings } from "@/lib/alerts/schemas";
import { updateAlertSettings } from "@/lib/alerts/update-alert-settings";
import { operatorContext } from "@/lib/auth/guards";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";

/** Answers the settings as they are stored. */
export async function updateAlertSettingsAction(input: AlertSettingsInput): Promise<ActionResult<AlertSettingsInput>> {
  return action(async () => {
    const ctx = await operatorContext();
    const settings = alertSettings.parse(input);
    await updateAlertSettings(ctx, settings);
    revalidatePath("/account/notifications");
    return settings;
  });
}
