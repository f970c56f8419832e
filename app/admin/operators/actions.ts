"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import { linkBase } from "@/lib/auth/link-base";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { deactivateOperator, reactivateOperator } from "@/lib/operators/deactivate-operator";
import { inviteOperator, renewInvitation, revokeInvitation } from "@/lib/operators/invite-operator";
import {
  type InvitationLink,
  type InviteOperatorInput,
  inviteOperatorInput,
  type UpdateOperatorInput,
  updateOperatorInput,
} from "@/lib/operators/schemas";
import { updateOperator } from "@/lib/operators/update-operator";
import { disconnectOperator } from "@/lib/realtime/publish";

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
  });
}

export async function reactivateOperatorAction(operatorId: string): Promise<ActionResult<void>> {
  return action(async () => {
    await reactivateOperator(await adminContext(), id.parse(operatorId));
    revalidatePath("/admin/operators");
  });
}

async function linkOf(email: string, token: string): Promise<InvitationLink> {
  return { email, url: `${await linkBase()}/invite/${token}` };
}
