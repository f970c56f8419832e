import { pause } from "../clients/http";
import type { View } from "./views";

/** Views that are not like a fresh load when their time is up. */
export async function staleViews(views: View[], withinMs: number): Promise<string[]> {
  const deadline = performance.now() + withinMs;
  let differing = views.map((view) => ({ view, words: "" }));
  for (;;) {
    const found = await Promise.all(differing.map(async ({ view }) => ({ view, words: await view.differs() })));
    differing = found.flatMap(({ view, words }) => (words ? { view, words } : []));
    if (differing.length === 0 || performance.now() > deadline) {
      return differing.map(({ view, words }) => `${view.of}: ${words}`);
    }
    await pause(200);
  }
}
