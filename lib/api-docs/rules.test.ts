import { describe, expect, test } from "vitest";
import { BODIES } from "@/lib/api/public/components";
import { apiDocument, endpoints } from "@/lib/api/public/table";
import { exampleOf, fieldsOf, kindOf, refOf, sampleOf, sectionsOf, withoutNull } from "./rules";

const document = apiDocument();
const operations = sectionsOf(document).flatMap((section) => section.operations);

test("every endpoint stands in one section", () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(endpoints.map(({ id }) => id).sort());
});

test("fields within an object follow it by their paths", () => {
  const fields = fieldsOf({
    required: ["list"],
    properties: {
      list: { type: "array", items: { properties: { id: { type: "string", format: "uuid" } } } },
      owner: { anyOf: [{ type: "object", properties: { name: { type: ["string", "null"] } } }, { type: "null" }] },
    },
  });
  expect(
    fields.map(({ path, isRequired, isNullable, isList, schema }) => [
      path,
      isRequired,
      isNullable,
      isList,
      kindOf(schema),
    ]),
  ).toEqual([
    ["list", true, false, true, "any"],
    ["list[].id", false, false, false, "string (uuid)"],
    ["owner", false, true, false, "object"],
    ["owner.name", false, true, false, "string"],
  ]);
});

test("what is one of several kinds stays as it is", () => {
  const schema = { anyOf: [{ type: "string" }, { type: "integer" }] };
  expect(withoutNull(schema)).toEqual({ schema, isNullable: false });
  expect(kindOf({ $ref: "#/components/schemas/Chat" })).toBe("Chat");
  expect(refOf({})).toBeNull();
});

describe.each(operations.map((one) => [one.id, one] as const))("the example of %s", (_, one) => {
  test("names the address and the key that it needs", () => {
    const text = exampleOf(one, document, "https://chat.example.com");
    expect(text).toContain("https://chat.example.com/api/v1/");
    expect(text.includes("Authorization")).toBe(one.operation.security.length > 0);
    expect(text).not.toMatch(/[{}]\/|undefined/);
  });
});

test.each(Object.entries(BODIES))("the sample of %s is one that is taken", (name, schema) => {
  const sample = sampleOf(document.components.schemas[name] ?? {});
  expect(schema.safeParse(sample).error?.issues).toBeUndefined();
});
