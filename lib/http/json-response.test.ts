import { expect, test } from "vitest";
import { jsonResponse, wholeBodyOf, wholeResponse } from "./json-response";

const json = () => jsonResponse({ name: "Ольга" }, { status: 201, headers: { "x-kind": "answer" } });
const read = '{"name":"Ольга"}';

test("an answer is read as any other, however it is asked for", async () => {
  expect(await json().json()).toEqual({ name: "Ольга" });
  expect(await json().text()).toBe(read);
  expect(new TextDecoder().decode(await json().arrayBuffer())).toBe(read);
  expect(await (await json().blob()).text()).toBe(read);
  expect(await new Response(json().body).text()).toBe(read);
  const copy = json().clone();
  expect([copy.status, copy.headers.get("x-kind"), await copy.text()]).toEqual([201, "answer", read]);
});

test("it says what it is, and is at hand as a whole", () => {
  expect(json().headers.get("content-type")).toBe("application/json");
  expect(wholeBodyOf(json())).toBe(read);
  const bytes = Buffer.from(read);
  expect(wholeBodyOf(wholeResponse(bytes))).toBe(bytes);
  expect(wholeBodyOf(Response.json({}))).toBeUndefined();
});
