import { z } from "zod";
import { assertManagesDepartments } from "@/lib/departments/access";
import { DomainError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { listInstalls } from "@/lib/installs/queries";
import { operatorContext } from "./context";

/** Where a snippet is installed: of `?department=ID`, else the company's. For admins, who look on while they paste it. */
export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  assertManagesDepartments(actor);
  const asked = new URL(request.url).searchParams.getAll("department");
  const department = z.array(z.uuid()).max(1).safeParse(asked);
  if (!department.success) throw new DomainError("bad_request", "Name one department, or none for the company");
  return Response.json({ installs: await listInstalls(db, department.data[0] ?? null) });
});
