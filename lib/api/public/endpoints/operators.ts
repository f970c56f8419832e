import { z } from "zod";
import { notFound } from "@/lib/errors";
import { findPublicOperator, listPublicOperators } from "@/lib/public-api/operators";
import { cursorParam, limitParam, operatorDto, operatorPage } from "@/lib/public-api/schemas";
import { get } from "../endpoint";

const shared = { group: "Operators", scopes: ["operators:read"] } as const;

export const operatorEndpoints = [
  get("/operators", {
    ...shared,
    id: "listOperators",
    summary: "Operators as they are now",
    description: "By name; those whose account is switched off are left out.",
    query: z.object({ limit: limitParam, cursor: cursorParam }),
    answers: { 200: { means: "A page of operators", json: operatorPage } },
    handle: async ({ door, query }) => ({ status: 200, json: await listPublicOperators(door.db, query) }),
  }),
  get("/operators/{operatorId}", {
    ...shared,
    id: "getOperator",
    summary: "One operator as they are now",
    answers: { 200: { means: "The operator", json: operatorDto } },
    handle: async ({ door, params }) => {
      const found = await findPublicOperator(door.db, params.operatorId);
      if (!found) throw notFound();
      return { status: 200, json: found };
    },
  }),
];
