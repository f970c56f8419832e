import { describe, expect, test } from "vitest";
import { channelName, chatChannelId, parseChannelName } from "./events";

const id = "0192f0c4-7f3e-7abc-8def-0123456789ab";

describe("channel names", () => {
  test("are read back as they were made", () => {
    expect(parseChannelName(channelName("visitorChat", id))).toEqual({ kind: "visitorChat", id });
    expect(parseChannelName(channelName("department", id))).toEqual({ kind: "department", id });
    expect(parseChannelName(channelName("operator", id))).toEqual({ kind: "operator", id });
    expect(parseChannelName(channelName("chat", chatChannelId(id, 12)))).toEqual({ kind: "chat", id, epoch: 12 });
    expect(parseChannelName(channelName("viewers", chatChannelId(id, 3)))).toEqual({ kind: "viewers", id, epoch: 3 });
  });

  test.each([
    `private-chat-${id}`,
    `private-chat-${id}-0`,
    `private-chat-${id}-01`,
    `private-chat-${id}-1x`,
    `private-chat-${id}-9999999999`,
    `presence-chat-${id}`,
    `presence-visitor-chat-${id}`,
    `private-visitor-chat-${id}-1`,
    `private-op-${id}`,
    `private-operator-${id},private-operator-${id}`,
    `private-operator-${id}\n`,
    `presence-department-${id.toUpperCase()}`,
    `public-${id}`,
    "",
    "private-operator-приве́т",
    `private-operator-${"a".repeat(200)}`,
  ])("of any other form are refused: %j", (name) => {
    expect(parseChannelName(name)).toBeNull();
  });
});
