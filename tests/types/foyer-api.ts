// Checked by the compiler alone (`npm run check`): what a page may write against the published types, and what it may not.
import type { FoyerEvents, FoyerIdentity } from "@/public/embed/foyer";

export async function mayWrite(foyer: NonNullable<Window["foyer"]>): Promise<void> {
  await foyer("open");
  await foyer("identify", { token: "a.b.c" });
  await foyer("identify", { token: async () => (await fetch("/chat-token")).text(), name: "Vera" });
  await foyer("set", { email: "vera@example.com", question: "Where is my order?" });
  await foyer("department", null);
  await foyer("theme", "dark");
  await foyer("on", "unread", ({ count }) => count.toFixed());
  await foyer("on", "message", ({ from, at }) => `${from} ${at}`);
  await foyer("off", "unread");
  window.foyer?.("logout");
  globalThis.foyer("locale", "pt-BR").then(() => foyer("destroy"));

  // @ts-expect-error: there is no such command
  foyer("opne");
  // @ts-expect-error: a department is named
  foyer("department");
  // @ts-expect-error: there is no such theme
  foyer("theme", "blue");
  // @ts-expect-error: a token is a text or a function
  foyer("identify", { token: 42 });
  // @ts-expect-error: there is no such event
  foyer("on", "click", () => {});
  // @ts-expect-error: it tells a count
  foyer("on", "unread", ({ sum }) => sum);
}

export const noToken: FoyerIdentity = { name: "Vera" };
export const names: (keyof FoyerEvents)[] = ["ready", "chat-ended", "identity-expired"];
