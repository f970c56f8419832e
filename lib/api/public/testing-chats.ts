import { uuidv7 } from "@/lib/ids";
import { createDepartment } from "@/tests/support/factories";
import { ask, newKey } from "./testing";

/** What a program sends to begin a chat. */
export const bodyOf = (departmentId: string, more: object = {}) => ({
  departmentId,
  externalId: "customer 7",
  clientId: uuidv7(),
  name: "Vera",
  body: "Is anyone there?",
  ...more,
});
export const start = (key: string, departmentId: string, more: object = {}) =>
  ask(key, "POST", "/chats", { body: bodyOf(departmentId, more) });
export const say = (key: string, chatId: string, more: object = {}) =>
  ask(key, "POST", `/chats/${chatId}/messages`, { body: { clientId: uuidv7(), body: "Hello?", ...more } });
export const answer = (key: string, chatId: string, more: object = {}) =>
  ask(key, "POST", `/chats/${chatId}/answers`, { body: { clientId: uuidv7(), body: "I am here", ...more } });
export const refusal = ({ status, json }: Awaited<ReturnType<typeof ask>>) => [status, json.error.code];

/** A chat that a key has begun. */
export async function scene(...scopes: Parameters<typeof newKey>) {
  const { id: keyId, key } = await newKey(...scopes);
  const department = await createDepartment();
  const { json } = await start(key, department.id);
  return { keyId, key, department, chatId: json.chat.id as string };
}
