"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import type { Context } from "@/lib/context";
import { createDepartment } from "@/lib/departments/create-department";
import { deleteDepartment } from "@/lib/departments/delete-department";
import { listMembers } from "@/lib/departments/queries";
import { reorderDepartments } from "@/lib/departments/reorder-departments";
import { replaceMembers } from "@/lib/departments/replace-members";
import { rotateDepartmentKey } from "@/lib/departments/rotate-department-key";
import {
  type DepartmentMembersInput,
  departmentMembersInput,
  type RoutingFormValues,
  routingFormValues,
  routingInput,
} from "@/lib/departments/routing-schemas";
import {
  type DepartmentFlagInput,
  type DepartmentFormValues,
  type DepartmentMemberDto,
  departmentFlagInput,
  departmentFormValues,
  departmentInput,
  departmentOrderInput,
} from "@/lib/departments/schemas";
import { setDepartmentLogo } from "@/lib/departments/set-department-logo";
import { setDepartmentTone } from "@/lib/departments/set-department-tone";
import { updateDepartment } from "@/lib/departments/update-department";
import { updateHours } from "@/lib/departments/update-hours";
import { updateRouting } from "@/lib/departments/update-routing";
import { DomainError, notFound } from "@/lib/errors";
import { type ScheduleFormValues, scheduleFormValues, scheduleInput } from "@/lib/hours/schemas";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { readLogoUpload } from "@/lib/logos/read-logo-upload";
import { disconnectOperator } from "@/lib/realtime/publish";
import type { Tone } from "@/lib/tones/rules";
import { toneInput } from "@/lib/tones/schemas";

/** Anybody may post here, with anything: each action asks who it is first, then parses what it was given. */
const asAdmin = <T>(work: (ctx: Context) => Promise<T>): Promise<ActionResult<T>> =>
  action(async () => {
    const done = await work(await adminContext());
    revalidatePath("/admin", "layout");
    return done;
  });

/** What is no id names no department: answered like one that does not exist. */
function parseId(id: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

const formData = z.instanceof(FormData, { error: "invalid" });

export async function createDepartmentAction(
  values: DepartmentFormValues,
  upload: FormData,
): Promise<ActionResult<{ id: string }>> {
  return asAdmin(async (ctx) => {
    const input = departmentInput.parse(values);
    const { id } = await createDepartment(ctx, input, await readLogoUpload(formData.parse(upload)));
    return { id };
  });
}

/** Answers the values as they are stored. */
export async function updateDepartmentAction(
  id: string,
  values: DepartmentFormValues,
): Promise<ActionResult<DepartmentFormValues>> {
  return asAdmin(async (ctx) => {
    const input = departmentInput.parse(values);
    await updateDepartment(ctx, parseId(id), input);
    return departmentFormValues(input);
  });
}

export async function setDepartmentFlagAction(id: string, flag: DepartmentFlagInput): Promise<ActionResult<null>> {
  return asAdmin(async (ctx) => {
    await updateDepartment(ctx, parseId(id), departmentFlagInput.parse(flag));
    return null;
  });
}

export async function reorderDepartmentsAction(ids: string[]): Promise<ActionResult<null>> {
  return asAdmin(async (ctx) => {
    await reorderDepartments(ctx, departmentOrderInput.parse(ids));
    return null;
  });
}

export async function deleteDepartmentAction(id: string): Promise<ActionResult<null>> {
  return asAdmin(async (ctx) => {
    await deleteDepartment(ctx, parseId(id));
    return null;
  });
}

export async function rotateDepartmentKeyAction(id: string): Promise<ActionResult<{ key: string }>> {
  return asAdmin((ctx) => rotateDepartmentKey(ctx, parseId(id)));
}

export async function setDepartmentLogoAction(
  id: string,
  upload: FormData,
): Promise<ActionResult<{ logoUrl: string | null }>> {
  return asAdmin(async (ctx) => {
    const logo = await readLogoUpload(formData.parse(upload));
    if (!logo) throw new DomainError("invalid", "No picture was sent", { fields: { logo: "required" } });
    return setDepartmentLogo(ctx, parseId(id), logo);
  });
}

export async function removeDepartmentLogoAction(id: string): Promise<ActionResult<{ logoUrl: string | null }>> {
  return asAdmin((ctx) => setDepartmentLogo(ctx, parseId(id), null));
}

export async function setDepartmentToneAction(id: string, tone: Tone): Promise<ActionResult<{ tone: Tone }>> {
  return asAdmin((ctx) => setDepartmentTone(ctx, parseId(id), toneInput.parse(tone)));
}

/** Answers the values as they are stored. */
export async function updateRoutingAction(
  id: string,
  values: RoutingFormValues,
): Promise<ActionResult<RoutingFormValues>> {
  return asAdmin(async (ctx) => {
    const input = routingInput.parse(values);
    await updateRouting(ctx, parseId(id), input);
    return routingFormValues(input);
  });
}

/** Answers the values as they are stored. */
export async function updateHoursAction(
  id: string,
  values: ScheduleFormValues,
): Promise<ActionResult<ScheduleFormValues>> {
  return asAdmin(async (ctx) => {
    const schedule = scheduleInput.parse(values);
    await updateHours(ctx, parseId(id), schedule);
    return scheduleFormValues(schedule);
  });
}

/** Answers the members as they are stored. */
export async function replaceMembersAction(
  id: string,
  members: DepartmentMembersInput,
): Promise<ActionResult<DepartmentMemberDto[]>> {
  return asAdmin(async (ctx) => {
    const departmentId = parseId(id);
    const { removedIds } = await replaceMembers(ctx, departmentId, departmentMembersInput.parse(members));
    // What their sockets may hear was decided while they were members.
    for (const operatorId of removedIds) await disconnectOperator(operatorId);
    return listMembers(ctx.db, departmentId);
  });
}
