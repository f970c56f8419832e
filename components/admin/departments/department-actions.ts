import type { DepartmentFlagInput } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/result";

/** What the page lets the list of departments do. */
export type DepartmentListActions = {
  reorder: (ids: string[]) => Promise<ActionResult<null>>;
  setFlag: (id: string, flag: DepartmentFlagInput) => Promise<ActionResult<null>>;
  remove: (id: string) => Promise<ActionResult<null>>;
};
