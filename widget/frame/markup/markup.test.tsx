import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endChats, fakeRealtime, openChat } from "../chat/fake-chat";
import { soon } from "../fake-frame";

beforeEach(fakeRealtime);
afterEach(endChats);

const said = (...bodies: string[]) =>
  openChat(
    { status: "active", owner: { name: "Anna" } },
    ...bodies.map((body) => ({ sender: { type: "operator", name: "Anna" } as const, body })),
  );

describe("a message with markup", () => {
  test("is drawn as it is meant once the code for it is there, and as it was written before", async () => {
    const { html } = await said("**Two** pans, _not_ `pan_2`: https://shop.example/a_b.", "```\na\nb\n```");
    expect(html()).toContain('<p class="body">**Two** pans');
    await soon(() => expect(html()).toContain("<strong>Two</strong> pans, <em>not</em> "));
    expect(html()).toContain('<code class="inline">pan_2</code>');
    expect(html()).toContain(
      '<a href="https://shop.example/a_b" target="_blank" rel="noopener noreferrer nofollow ugc">https://shop.example/a_b</a>.',
    );
    expect(html()).toContain('<code class="block">a\nb</code>');
  });

  test("has no HTML, no address but of the web, and no expansion", async () => {
    const { html } = await said("*x*", "<img src=x onerror=alert(1)> [x](javascript:1) {operator_name} *y*");
    await soon(() => expect(html()).toContain("<strong>y</strong>"));
    expect(html()).toContain("&lt;img src=x onerror=alert(1)> [x](javascript:1) {operator_name} ");
    expect(html()).not.toContain("<a ");
  });
});
