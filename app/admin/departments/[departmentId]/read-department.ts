import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireAdminPage } from "@/lib/auth/guards";
import { findDepartment } from "@/lib/departments/queries";

/**
 * The department of a page, for admins only; what is no id and what is no department end in the page that does not exist.
 * `part` is the last piece of the address, to come back to after sign-in. Read once for the page and its title.
 */
export const readDepartment = cache(async (departmentId: string, part: "" | "/routing" | "/hours" = "") => {
  const id = z.uuid().safeParse(departmentId);
  const { db } = await requireAdminPage(`/admin/departments${id.success ? `/${id.data}${part}` : ""}`);
  const department = id.success ? await findDepartment(db, id.data) : null;
  if (!department) notFound();
  return { db, department };
});
