"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import type { Context } from "@/lib/context";
import { createDepartment } from "@/lib/departments/create-department";
import { deleteDepartment } from "@/lib/departments/delete-department";
import { reorderDepartments } from "@/lib/departments/reorder-departments";
import { rotateDepartmentKey } from "@/lib/departments/rotate-department-key";
import {
  type DepartmentFlagInput,
  type DepartmentFormValues,
  departmentFlagInput,
  departmentFormValues,
  departmentInput,
  departmentOrderInput,
} from "@/lib/departments/schemas";
import { setDepartmentLogo } from "@/lib/departments/set-department-logo";
import { updateDepartment } from "@/lib/departments/update-department";
import { DomainError, notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { readLogoUpload } from "@/lib/logos/read-logo-upload";

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
