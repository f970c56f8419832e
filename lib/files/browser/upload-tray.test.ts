import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FILE_SIZE_MAX } from "@/lib/files/rules";
import type { FileDto } from "@/lib/files/schemas";
import { namedFiles, TRAY_MAX, type UploadEnd, UploadTray } from "./upload-tray";

const previews = new Set<string>();
const { createObjectURL, revokeObjectURL } = URL;
beforeAll(() => {
  let count = 0;
  URL.createObjectURL = () => {
    const url = `blob:${++count}`;
    previews.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => void previews.delete(url);
});
afterAll(() => Object.assign(URL, { createObjectURL, revokeObjectURL }));

const dto = (name: string): FileDto => ({
  id: crypto.randomUUID(),
  name,
  type: "text/plain",
  size: 1,
  width: null,
  height: null,
  hasThumb: false,
});
const file = (name: string, type = "text/plain", size = 1) => new File([new Uint8Array(size)], name, { type });

type Sending = {
  name: string;
  progress: (share: number) => void;
  end: (end: UploadEnd) => Promise<void>;
  signal: AbortSignal;
};

/** A tray, and the uploads that it has begun, each of which the test ends. */
function scene() {
  const sending: Sending[] = [];
  const ready: string[] = [];
  let changes = 0;
  const tray = new UploadTray({
    send: (source, { onProgress, signal }) =>
      new Promise((resolve) => {
        const end = async (how: UploadEnd) => {
          resolve(how);
          await new Promise((done) => setImmediate(done));
        };
        sending.push({ name: source.name, progress: onProgress, end, signal });
      }),
    onReady: ({ name }) => void ready.push(name),
    onChange: () => void changes++,
  });
  const states = () => tray.items().map(({ name, state }) => `${name} ${state}`);
  const upload = (name: string) => {
    const found = sending.findLast((one) => one.name === name);
    if (!found) throw new Error(`${name} is not sent`);
    return found;
  };
  const finish = (name: string) => upload(name).end({ ok: true, file: dto(name) });
  const refuse = (name: string, problem: string, canRetry: boolean) =>
    upload(name).end({ ok: false, problem, canRetry });
  return { tray, sending, ready, states, upload, finish, refuse, changes: () => changes };
}

describe("files that were chosen", () => {
  test("go at once, two at a time, in the order of their choice", async () => {
    const { tray, states, finish, sending } = scene();
    expect(tray.add([file("a.txt"), file("b.txt"), file("c.txt")])).toBe(0);
    expect(states()).toEqual(["a.txt sending", "b.txt sending", "c.txt waiting"]);
    await finish("b.txt");
    expect(states()).toEqual(["a.txt sending", "b.txt done", "c.txt sending"]);
    expect(sending.map(({ name }) => name)).toEqual(["a.txt", "b.txt", "c.txt"]);
  });

  test("say how far they are", () => {
    const { tray, upload, states } = scene();
    tray.add([file("a.txt")]);
    upload("a.txt").progress(0.4);
    expect(tray.items()[0]).toMatchObject({ state: "sending", progress: 0.4 });
    upload("a.txt").progress(1);
    expect(states()).toEqual(["a.txt finishing"]);
  });

  test("that the server would refuse are not sent, and say why", () => {
    const { tray, sending } = scene();
    tray.add([file("a.exe"), file("b.txt", "text/plain", 0), file("c.pdf", "application/pdf", FILE_SIZE_MAX + 1)]);
    expect(tray.items().map(({ state, problem, canRetry }) => [state, problem, canRetry])).toEqual([
      ["failed", "fileType", false],
      ["failed", "fileEmpty", false],
      ["failed", "fileTooLarge", false],
    ]);
    expect(sending).toEqual([]);
  });

  test("are so many at most, and the others are counted", () => {
    const { tray } = scene();
    expect(tray.add(Array.from({ length: TRAY_MAX + 3 }, (_, index) => file(`${index}.txt`)))).toBe(3);
    expect(tray.items()).toHaveLength(TRAY_MAX);
    expect(tray.add([file("x.txt")])).toBe(1);
  });
});

test("who cancels an upload ends it, and makes room for the next", async () => {
  const { tray, upload, states, finish } = scene();
  tray.add([file("a.txt"), file("b.txt"), file("c.txt")]);
  const [first] = tray.items();
  tray.remove(first?.id ?? "");
  expect(upload("a.txt").signal.aborted).toBe(true);
  expect(states()).toEqual(["b.txt sending", "c.txt sending"]);
  // An answer that was under way changes nothing any more.
  await finish("a.txt");
  upload("a.txt").progress(0.5);
  expect(states()).toEqual(["b.txt sending", "c.txt sending"]);
});

test("what failed for now can be tried again, what failed for good cannot", async () => {
  const { tray, states, refuse, finish } = scene();
  tray.add([file("a.txt"), file("b.txt")]);
  await refuse("a.txt", "unavailable", true);
  await refuse("b.txt", "fileType", false);
  const [a, b] = tray.items();
  tray.retry(b?.id ?? "");
  expect(states()).toEqual(["a.txt failed", "b.txt failed"]);
  tray.retry(a?.id ?? "");
  expect(tray.items()[0]).toMatchObject({ state: "sending", problem: null, progress: 0 });
  await finish("a.txt");
  expect(states()).toEqual(["a.txt done", "b.txt failed"]);
});

test("Send takes what is there; what is under way follows by itself, and what failed stays", async () => {
  const { tray, ready, states, finish, refuse } = scene();
  tray.add([file("done.txt"), file("late.txt"), file("later.txt"), file("bad.exe")]);
  await finish("done.txt");
  expect(tray.take().map(({ name }) => name)).toEqual(["done.txt"]);
  expect(states()).toEqual(["late.txt sending", "later.txt sending", "bad.exe failed"]);
  await finish("late.txt");
  expect(ready).toEqual(["late.txt"]);
  // Wanted, and not there yet: after another try it goes as well.
  await refuse("later.txt", "unavailable", true);
  const [later] = tray.items();
  tray.retry(later?.id ?? "");
  await finish("later.txt");
  expect(ready).toEqual(["late.txt", "later.txt"]);
  expect(states()).toEqual(["bad.exe failed"]);
  expect(tray.take()).toEqual([]);
});

test("pictures are shown from this browser's copy, which is let go with them; others are not", () => {
  const { tray } = scene();
  tray.add([file("a.png", "image/png"), file("b.pdf", "application/pdf"), file("c.png", "image/svg+xml")]);
  expect(tray.items().map(({ previewUrl }) => previewUrl !== null)).toEqual([true, false, false]);
  expect(previews.size).toBe(1);
  tray.clear();
  expect([previews.size, tray.items()]).toEqual([0, []]);
});

test("the list of files is the same as long as nothing changes", () => {
  const { tray, changes } = scene();
  tray.add([file("a.txt")]);
  const [items, told] = [tray.items(), changes()];
  tray.remove("unknown");
  tray.retry("unknown");
  expect(tray.items()).toBe(items);
  expect(changes()).toBe(told);
});

test("pasted pictures get names that can be told apart", () => {
  const now = new Date("2026-03-02T12:34:56Z");
  const names = namedFiles([file("image.png"), file("plan.pdf"), file("image-1.png")], now).map(({ name }) => name);
  expect(names).toEqual(["image-2026-03-02-123456.png", "plan.pdf", "image-1.png"]);
  expect(namedFiles(null)).toEqual([]);
});
