import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ChatEventDto } from "@/lib/chats/schemas";
import type { FileDto } from "@/lib/files/schemas";
import { endChats, fakeRealtime, openChat } from "../chat/fake-chat";
import { soon } from "../fake-frame";

/** Uploads under way, each in the hands of the test. */
let uploads: FakeUpload[] = [];

class FakeUpload {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  headers: Record<string, string> = {};
  url = "";
  status = 0;
  responseText = "";
  onloadend = () => {};
  open = (_: string, url: string) => {
    this.url = url;
  };
  setRequestHeader = (name: string, value: string) => {
    this.headers[name] = value;
  };
  getResponseHeader = () => null;
  send = () => void uploads.push(this);
  abort = () => this.answer(0, "");
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onloadend();
  }
}

beforeEach(() => {
  fakeRealtime();
  uploads = [];
});
afterEach(endChats);

const dto = (name: string, change: Partial<FileDto> = {}): FileDto => ({
  id: crypto.randomUUID(),
  name,
  type: "application/pdf",
  size: 1500,
  width: null,
  height: null,
  hasThumb: false,
  ...change,
});
const picture = (name: string) => dto(name, { type: "image/png", width: 800, height: 400, hasThumb: true });
const pdf = (name: string) => new File(["x"], name, { type: "application/pdf" });

const OWNER = { status: "active", owner: { name: "Anna" } } as const;

async function scene(...events: Partial<ChatEventDto>[]) {
  const chat = await openChat(OWNER, ...events);
  vi.stubGlobal("XMLHttpRequest", FakeUpload);
  let links = 0;
  chat.server.refuse = ({ path, body }) => {
    if (!path.endsWith("/files/links")) return undefined;
    links += 1;
    const ids = body?.fileIds as string[];
    const expiresAt = new Date(Date.now() + 900_000).toISOString();
    return [200, { links: Object.fromEntries(ids.map((id) => [id, `/signed/${id}?s=${links}`])), expiresAt }];
  };
  const part = await chat.room.loadPart("files");
  if (!part) throw new Error("the part did not load");
  const upload = (name: string) => {
    const found = uploads.findLast(({ headers }) => headers["x-file-name"] === name);
    if (!found) throw new Error(`${name} is not sent`);
    return found;
  };
  return { ...chat, part, upload, links: () => links };
}

describe("a visitor who attaches files", () => {
  test("sees the limits and how far they are, and sends them with the text", async () => {
    const { part, upload, html, state, posts } = await scene();
    expect(html()).toContain('title="Attach files up to 10 MB"');
    part.add([pdf("plan.pdf")]);
    expect(html()).toContain("up to 10 MB each");
    expect(upload("plan.pdf").url).toBe(`/api/chats/${state.chat?.id}/files`);
    expect(upload("plan.pdf").headers.authorization).toMatch(/^Bearer [\w-]{43}$/);
    upload("plan.pdf").upload.onprogress?.({ loaded: 40, total: 100 });
    expect(html()).toContain("40% sent");
    const file = dto("plan.pdf");
    upload("plan.pdf").answer(201, { file });
    await soon(() => expect(html()).toContain("Ready to send"));
    expect(html()).toContain('role="status">plan.pdf is ready to send');
    expect(part.send("Our plan", false)).toBe(true);
    await soon(() => expect(posts("/messages").at(-1)).toMatchObject({ body: "Our plan", fileId: file.id }));
    expect(html()).not.toContain("Files to send");
  });

  test("need not wait: what is under way goes by itself once it is there", async () => {
    const { part, upload, html, posts } = await scene();
    part.add([pdf("late.pdf")]);
    expect(part.hasFiles()).toBe(true);
    expect(part.send("", false)).toBe(true);
    expect(html()).toContain("Goes as soon as it is there");
    expect(posts("/messages")).toEqual([]);
    const file = dto("late.pdf");
    upload("late.pdf").answer(201, { file });
    await soon(() => expect(posts("/messages")).toMatchObject([{ body: "", fileId: file.id }]));
  });

  test("is told why one was not taken, and can try again where that may help", async () => {
    const { part, upload, html } = await scene();
    part.add([pdf("a.pdf"), pdf("b.pdf"), pdf("evil.html")]);
    upload("a.pdf").answer(503, { error: { code: "unavailable" } });
    upload("b.pdf").answer(422, { error: { code: "invalid", fields: { file: "fileType" } } });
    await soon(() => expect(html()).toContain("It did not get through."));
    expect(html().match(/<small class="error">This kind of file/g)).toHaveLength(2);
    expect(html()).toContain('aria-label="Try again: a.pdf"');
    expect(html()).not.toContain('aria-label="Try again: b.pdf"');
    expect(part.hasFiles()).toBe(false);
  });

  test("takes nothing along into a closed chat", async () => {
    const { room, html } = await openChat({ status: "closed" }, { kind: "closed", data: { reason: "visitor" } });
    const part = await room.loadPart("files");
    part?.add([pdf("a.pdf")]);
    expect(uploads).toEqual([]);
    expect(html()).not.toContain('type="file"');
  });
});

describe("files in messages", () => {
  const byAnna = { sender: { type: "operator", name: "Anna" } } as const;

  test("are asked for together, and shown as pictures or as names to download", async () => {
    const [photo, plan] = [picture("photo.png"), dto("plan.pdf")];
    const { html, links } = await scene({ ...byAnna, file: photo }, { ...byAnna, file: plan, body: "Our plan" });
    // Named as links from the first, when their addresses are still on the way.
    expect(html().match(/role="link"/g)).toHaveLength(2);
    await soon(() => expect(html()).toContain(`src="/signed/${photo.id}?s=1&amp;thumb"`));
    expect(html()).not.toContain('role="link"');
    expect(html()).toContain('width="220" height="110"');
    expect(html()).toContain('aria-label="Picture photo.png, 1.5 kB. Opens in a new tab"');
    expect(html()).toContain(`href="/signed/${plan.id}?s=1"`);
    expect(html()).toContain('aria-label="Download plan.pdf, 1.5 kB"');
    expect(html()).toContain("Our plan");
    expect(links()).toBe(1);
  });

  test("that were deleted say so, and are not asked for", async () => {
    const { html, links } = await scene({ ...byAnna, file: dto("") });
    expect(html()).toContain("This file was deleted");
    expect(links()).toBe(0);
  });

  test("with names that are markup are text", async () => {
    const { html } = await scene({ ...byAnna, file: dto("<img src=x onerror=alert(1)>.pdf") });
    expect(html()).not.toContain("<img src=x");
    expect(html()).toContain("&lt;img src=x");
  });
});

test("before the code of files is there, a file is its name", async () => {
  const { html, room } = await openChat(OWNER, { sender: { type: "operator", name: "Anna" }, file: dto("plan.pdf") });
  expect(room.part("files")).toBeUndefined();
  expect(html()).toContain(">plan.pdf</p>");
  await soon(() => expect(room.part("files")).toBeDefined());
  expect(html()).toContain("Download plan.pdf");
});
