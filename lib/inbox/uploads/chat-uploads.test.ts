import { expect, test } from "vitest";
import type { UploadEnd } from "@/lib/files/browser/upload-tray";
import type { FileDto } from "@/lib/files/schemas";
import { ChatUploads } from "./chat-uploads";

const file = (name: string) => new File(["x"], name, { type: "text/plain" });
const dto = (name: string): FileDto => ({
  id: crypto.randomUUID(),
  name,
  type: "text/plain",
  size: 1,
  width: null,
  height: null,
  hasThumb: false,
});

function scene() {
  const ends = new Map<string, (end: UploadEnd) => void>();
  const ready: string[] = [];
  let told = 0;
  const uploads = new ChatUploads(
    (chatId, { name }) => new Promise((resolve) => void ends.set(`${chatId} ${name}`, resolve)),
    (chatId, { name }) => void ready.push(`${chatId} ${name}`),
  );
  uploads.subscribe(() => void told++);
  const finish = async (chatId: string, name: string) => {
    ends.get(`${chatId} ${name}`)?.({ ok: true, file: dto(name) });
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { uploads, ready, finish, told: () => told };
}

test("each chat has files of its own, which go on while another one is open", async () => {
  const { uploads, ready, finish, told } = scene();
  uploads.tray("a").add([file("1.txt")]);
  uploads.tray("b").add([file("2.txt")]);
  expect(uploads.items("a").map(({ name }) => name)).toEqual(["1.txt"]);
  expect(uploads.items("b").map(({ name }) => name)).toEqual(["2.txt"]);
  uploads.tray("a").take();
  await finish("a", "1.txt");
  expect(ready).toEqual(["a 1.txt"]);
  expect(uploads.items("a")).toEqual([]);
  await finish("b", "2.txt");
  expect(uploads.items("b")).toMatchObject([{ state: "done" }]);
  expect(told()).toBeGreaterThan(3);
});

test("a chat without files has the same empty list each time, and a tab that stops gives everything up", () => {
  const { uploads } = scene();
  expect(uploads.items("a")).toBe(uploads.items("b"));
  uploads.tray("a").add([file("1.txt")]);
  uploads.stop();
  expect(uploads.items("a")).toEqual([]);
});
