import { randomToken } from "@/lib/ids";
import { test as base, expect } from "../fixtures";
import { type Host, hostPage } from "../pages/host";
import type { Widget } from "../pages/widget";
import { type Colleague, makeColleague } from "./colleague";
import { quoted, runSql } from "./door";

export { expect };

/** A department of this test's own, whose chats are distributed by themselves, with a website that carries its snippet. */
export type Team = {
  name: string;
  id: string;
  url: string;
  /** A new operator of the department, who is then Online with an open inbox. */
  join: (name: string, maxLoad?: number) => Promise<Colleague>;
  /** A visitor of the website who has begun a chat. */
  visit: (name: string, question: string) => Promise<Widget>;
};

/** Chats come to somebody only from the first pulse of their inbox on. */
export async function isHeardOf(email: string): Promise<boolean> {
  const found = await runSql(
    `select 1 from operators where email = ${quoted(email)} and last_pulse_at > now() - interval '20 seconds'`,
  );
  return found.length > 0;
}

/** A slow machine takes minutes for a journey: no chat moves on or is closed by itself where that is not what it is about. */
const patient = (settings: Record<string, number | boolean>) => ({
  ...(!("reassign_after_minutes" in settings) && { reassign: false }),
  ...(!("close_idle_after_minutes" in settings) && { close_idle: false }),
});

type Fixtures = { newTeam: (name: string, settings?: Record<string, number | boolean>) => Promise<Team> };

export const test = base.extend<Fixtures>({
  newTeam: async ({ browser, baseURL, newVisitor }, use) => {
    const hosts: Host[] = [];
    const people: Colleague[] = [];
    await use(async (word, settings = {}) => {
      const name = `${word} ${randomToken(4)}`;
      const key = randomToken(16);
      const all = { ...patient(settings), ...settings };
      const columns = ["name", "key", "hidden", ...Object.keys(all)].join(", ");
      const values = [quoted(name), quoted(key), "true", ...Object.values(all).map(String)].join(", ");
      const [row] = await runSql<{ id: string }>(
        `insert into departments (${columns}) values (${values}) returning id`,
      );
      if (!row) throw new Error("no department");
      const host = await hostPage(`<script async src="${baseURL}/embed/${key}.js"></script>`);
      hosts.push(host);
      return {
        name,
        id: row.id,
        url: host.url,
        join: async (person, maxLoad) => {
          const colleague = await makeColleague(browser, baseURL, person, row.id);
          people.push(colleague);
          await expect.poll(() => isHeardOf(colleague.email)).toBe(true);
          if (maxLoad !== undefined) {
            await runSql(`update operators set max_load = ${maxLoad} where email = ${quoted(colleague.email)}`);
          }
          return colleague;
        },
        visit: async (visitor, question) => {
          const widget = await newVisitor();
          await widget.open(host.url);
          await widget.startChat(visitor, question);
          return widget;
        },
      };
    });
    await Promise.all([...people.map(({ context }) => context.close()), ...hosts.map((host) => host.close())]);
  },
});
