import type { Page } from "@playwright/test";
import { expect } from "../fixtures";
import type { Widget } from "../pages/widget";
import { findings, frameFindings } from "./axe";
import { chatIdOf } from "./door";
import { frameOf, touchTroubles, zoomTroubles } from "./frame-checks";

/**
 * Looks at one state of the open widget in both themes, magnified, with wide text, for fingers and without motion. What is
 * around the frame is the same in every state: it is looked at with the first one.
 */
export function lookerAt(page: Page) {
  let isFirst = true;
  return async (state: string) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    expect.soft(await (isFirst ? findings(page) : frameFindings(frameOf(page))), state).toEqual([]);
    isFirst = false;
    expect.soft(await touchTroubles(page), `${state}, targets and motion`).toEqual([]);
    expect.soft(await zoomTroubles(page), `${state}, magnified`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect.soft(await frameFindings(frameOf(page), { themed: true }), `${state}, dark`).toEqual([]);
  };
}

export const presser =
  ({ frame }: Widget) =>
  (name = "") =>
    frame.getByRole("button", { name, exact: true }).click();

/** Makes the widget ask the server how things are, as after a sleep. */
export const wake = ({ frame }: Widget) => frame.locator("html").evaluate(() => dispatchEvent(new Event("online")));

/** An expected wait beside the place in the queue, also where no chat has ended yet that one could be made of. */
export const promiseMinutes = (page: Page) =>
  page.route(/\/api\/(chats|pulse)(\/[\w-]+\/events)?(\?|$)/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({
      response,
      body: body.replaceAll('"estimate":null', '"estimate":{"fromMinutes":2,"toMinutes":4}'),
    });
  });

/** The operator of a page types to a visitor; what it answers ends that. */
export async function typeTo(operator: Page, visitor: string): Promise<() => void> {
  const id = await chatIdOf(visitor);
  const headers = { origin: new URL(operator.url()).origin };
  const type = () => void operator.request.post(`/api/chats/${id}/typing`, { data: {}, headers }).catch(() => {});
  type();
  const timer = setInterval(type, 1000);
  return () => clearInterval(timer);
}
