"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import { linkBase } from "@/lib/auth/link-base";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import type { Picture } from "@/lib/logos/re-encode-logo";
import { readLogoUpload } from "@/lib/logos/read-logo-upload";
import { deactivateOperator, reactivateOperator } from "@/lib/operators/deactivate-operator";
import { inviteOperator, renewInvitation, revokeInvitation } from "@/lib/operators/invite-operator";
import {
  type InvitationLink,
  type InviteOperatorInput,
  inviteOperatorInput,
  type UpdateOperatorInput,
  updateOperatorInput,
} from "@/lib/operators/schemas";
import { setOperatorPicture } from "@/lib/operators/set-operator-picture";
import { updateOperator } from "@/lib/operators/update-operator";
import { disconnectOperator } from "@/lib/realtime/publish";
import { processLicence } from "@/lib/seats/process-licence";

const id = z.uuid("invalid");

export async function inviteOperatorAction(input: InviteOperatorInput): Promise<ActionResult<InvitationLink>> {
  return action(async () => {
    const ctx = await adminContext();
    const invitation = inviteOperatorInput.parse(input);
    const { token } = await inviteOperator(ctx, invitation);
    revalidatePath("/admin/operators");
    return linkOf(invitation.email, token);
  });
}

export async function renewInvitationAction(invitationId: string): Promise<ActionResult<InvitationLink>> {
  return action(async () => {
    const ctx = await adminContext();
    const { email, token } = await renewInvitation(ctx, id.parse(invitationId));
    revalidatePath("/admin/operators");
    return linkOf(email, token);
  });
}

export async function revokeInvitationAction(invitationId: string): Promise<ActionResult<void>> {
  return action(async () => {
    await revokeInvitation(await adminContext(), id.parse(invitationId));
    revalidatePath("/admin/operators");
  });
}

export async function updateOperatorAction(
  operatorId: string,
  input: UpdateOperatorInput,
): Promise<ActionResult<void>> {
  return action(async () => {
    const ctx = await adminContext();
    await updateOperator(ctx, id.parse(operatorId), updateOperatorInput.parse(input));
    // What their sockets may hear was decided with the former role and departments.
    await disconnectOperator(operatorId);
    revalidatePath("/admin/operators");
  });
}

export async function deactivateOperatorAction(operatorId: string): Promise<ActionResult<void>> {
  return action(async () => {
    await deactivateOperator(await adminContext(), id.parse(operatorId));
    await disconnectOperator(operatorId);
    revalidatePath("/admin/operators");
    revalidatePath("/admin/settings/operators");
  });
}

export async function reactivateOperatorAction(operatorId: string): Promise<ActionResult<void>> {
  return action(async () => {
    await reactivateOperator(await adminContext(), id.parse(operatorId), processLicence());
    revalidatePath("/admin/operators");
    revalidatePath("/admin/settings/operators");
  });
}

export async function setOperatorPictureAction(
  operatorId: string,
  upload: FormData,
): Promise<ActionResult<{ logoUrl: string | null }>> {
  return action(async () => {
    const ctx = await adminContext();
    const picture = await readLogoUpload(z.instanceof(FormData).parse(upload));
    if (!picture) throw new DomainError("invalid", "No picture was sent", { fields: { logo: "required" } });
    return changePicture(ctx, operatorId, picture);
  });
}

export async function removeOperatorPictureAction(
  operatorId: string,
): Promise<ActionResult<{ logoUrl: string | null }>> {
  return action(async () => changePicture(await adminContext(), operatorId, null));
}

async function changePicture(ctx: Context, operatorId: string, picture: Picture | null) {
  const changed = await setOperatorPicture(ctx, id.parse(operatorId), picture);
  revalidatePath("/admin/operators");
  revalidatePath("/admin/settings/operators");
  return changed;
}

async function linkOf(email: string, token: string): Promise<InvitationLink> {
  return { email, url: `${await linkBase()}/invite/${token}` };
}
