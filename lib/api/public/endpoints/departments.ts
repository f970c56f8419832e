import { notFound } from "@/lib/errors";
import { findPublicDepartment, listPublicDepartments } from "@/lib/public-api/departments";
import { departmentDto, departmentList } from "@/lib/public-api/schemas";
import { get } from "../endpoint";

const shared = { group: "Departments", scopes: ["departments:read"] } as const;

export const departmentEndpoints = [
  get("/departments", {
    ...shared,
    id: "listDepartments",
    summary: "All departments as they are now",
    description: "In their order, hidden and disabled ones as well.",
    answers: { 200: { means: "The departments", json: departmentList } },
    handle: async ({ door }) => ({ status: 200, json: { items: await listPublicDepartments(door.db) } }),
  }),
  get("/departments/{departmentId}", {
    ...shared,
    id: "getDepartment",
    summary: "One department as it is now",
    answers: { 200: { means: "The department", json: departmentDto } },
    handle: async ({ door, params }) => {
      const found = await findPublicDepartment(door.db, params.departmentId);
      if (!found) throw notFound();
      return { status: 200, json: found };
    },
  }),
];
