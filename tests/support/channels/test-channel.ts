import { type Action, ChannelError, type ChannelKind, type ChannelKinds } from "@/lib/channels/channel";
import type { Context } from "@/lib/context";
import { addChannel } from "@/lib/settings/add-channel";

/** What was done in the test channel: with whom, and what. */
export type Done = { externalId: string; action: Action | { type: "file"; name: string; caption: string } };

/**
 * The smallest channel there can be, as docs/channels.md shows it: a service that is a list. It takes updates of the form
 * `{ id, from, text }`, and its tokens begin with "token of the test channel".
 */
export function testChannel(done: Done[] = []): ChannelKind {
  const assertToken = (token: string) => {
    if (!token.startsWith(TEST_TOKEN)) throw new ChannelError("token", "Nobody has this token");
  };
  const note = (entry: Done) => ({ messageRef: String(done.push(entry)) });
  return {
    type: "telegram",
    textMax: 100,
    captionMax: 20,
    fileMax: 1000,
    identify: async (token) => {
      assertToken(token);
      return { accountId: token, link: "https://t.me/stand_in_bot" };
    },
    listen: async (token) => assertToken(token),
    isFromService: (headers, secret) => headers.get("x-secret") === secret,
    readUpdate: (update) => {
      const { id, from, text } = update as { id?: number; from?: string; text?: string };
      if (id === undefined || from === undefined || text === undefined) return null;
      return {
        updateId: String(id),
        from: { externalId: from, name: from, locale: "en" },
        sentAt: null,
        what: { type: "text", text },
      };
    },
    poll: async (_, { after }) => ({ updates: [], after }),
    perform: async (token, externalId, action) => {
      assertToken(token);
      return note({ externalId, action });
    },
    sendFile: async (token, externalId, { name, caption }) => {
      assertToken(token);
      return note({ externalId, action: { type: "file", name, caption } });
    },
    download: async () => {
      throw new ChannelError("refused", "There are no files");
    },
  };
}

export const TEST_TOKEN = "token of the test channel";
/** In the place of a real one, so that it needs no line of its own in the product. */
export const testKinds = (done?: Done[]): ChannelKinds => ({
  telegram: testChannel(done),
  email: testChannel(done),
});

export const addTestChannel = (admin: Context, token = TEST_TOKEN) =>
  addChannel(
    admin,
    { type: "telegram", name: "Bot", token, departmentId: null, weight: 2, closeIdleAfterMinutes: null },
    { kinds: testKinds(), authSecret: "a secret of the tests that is long enough" },
  );
