import { describe, expect, test } from "vitest";
import { operatorFacts, routingRequest } from "@/tests/support/routing-facts";
import {
  decide,
  type FellBy,
  HOPS_MAX,
  hasSlot,
  isAvailable,
  type OperatorFacts,
  PRESENCE_TTL_MS,
  type Request,
  whyNoCandidate,
} from "./rules";

describe("a candidate", () => {
  test("is active, Online, reachable, not finishing, works with the channel, and has a slot", () => {
    expect(whyNoCandidate(operatorFacts("Anna"), routingRequest())).toBeNull();
    expect(decide([operatorFacts("Anna")], routingRequest()).chosen).toMatchObject({ operatorId: "anna" });
  });

  type Obstacle = [by: FellBy, sentence: string, facts: Partial<OperatorFacts>, request?: Partial<Request>];
  /** In the order in which they are told when several hold. */
  const obstacles: Obstacle[] = [
    ["inactive", "nobody who was deactivated", { isActive: false }],
    ["away", "nobody who is Away", { intent: "away" }],
    ["offline", "nobody who is Offline", { intent: "offline" }],
    ["unreachable", "nobody whose connection is lost", { isReachable: false }],
    ["finishing", "nobody who is finishing", { finishing: true }],
    ["channel", "nobody who does not work with the chat's channel", { channelTypes: ["telegram", "email"] }],
    ["owner", "not who has the chat and did not react", {}, { ownerId: "anna" }],
    ["tried", "nobody who has tried it in this turn", {}, { triedIds: ["boris", "anna"] }],
    ["full", "nobody without a slot", { load: 5 }],
  ];

  test.each(obstacles)("is %s: %s", (by, _, facts, request) => {
    const anna = operatorFacts("Anna", facts);
    expect(whyNoCandidate(anna, routingRequest(request))).toBe(by);
    expect(decide([anna], routingRequest(request))).toEqual({
      rule: "nobody",
      chosen: null,
      fell: [{ operatorId: "anna", name: "Anna", by }],
      more: 0,
    });
  });

  test("falls by the reason that lasts longest when several hold", () => {
    for (let from = 0; from < obstacles.length; from++) {
      const held = obstacles.slice(from);
      // Away and Offline exclude each other: the first one stays.
      const facts = Object.assign({}, ...held.map(([, , one]) => one).reverse());
      const request = Object.assign({}, ...held.map(([, , , one]) => one));
      expect(whyNoCandidate(operatorFacts("Anna", facts), routingRequest(request))).toBe(held[0]?.[0]);
    }
  });

  test("may have had another chat, another turn or another visitor: only this chat's owner and tried ones are out", () => {
    const anna = operatorFacts("Anna");
    for (const request of [
      { ownerId: "boris", triedIds: ["clara"] },
      { ownerId: null, triedIds: [] },
      { preferredId: "boris", returningId: "clara" },
    ])
      expect(whyNoCandidate(anna, routingRequest(request))).toBeNull();
  });

  test("works with every channel that is named for them, whatever the others are", () => {
    const anna = operatorFacts("Anna", { channelTypes: ["email", "telegram"] });
    for (const [channelType, by] of [
      ["telegram", null],
      ["email", null],
      ["web", "channel"],
    ] as const)
      expect(whyNoCandidate(anna, routingRequest({ channelType }))).toBe(by);
    expect(whyNoCandidate(operatorFacts("Anna", { channelTypes: [] }), routingRequest())).toBe("channel");
  });
});

describe("a slot", () => {
  test("is there while the weights of the open chats and this one are at most the max load", () => {
    expect(hasSlot({ load: 4, maxLoad: 5 }, 1)).toBe(true);
    expect(hasSlot({ load: 5, maxLoad: 5 }, 1)).toBe(false);
    expect(hasSlot({ load: 3, maxLoad: 5 }, 2)).toBe(true);
    expect(hasSlot({ load: 4, maxLoad: 5 }, 2)).toBe(false);
  });

  test("is counted in weights and not in chats", () => {
    const busy = operatorFacts("Anna", { maxLoad: 5, load: 4, openChats: 1 });
    expect(whyNoCandidate(busy, routingRequest({ weight: 2 }))).toBe("full");
    const light = operatorFacts("Anna", { maxLoad: 5, load: 3, openChats: 7 });
    expect(whyNoCandidate(light, routingRequest({ weight: 2 }))).toBeNull();
  });

  test("is never there with a max load of 0, and always for a chat without weight", () => {
    expect(hasSlot({ load: 0, maxLoad: 0 }, 1)).toBe(false);
    expect(hasSlot({ load: 0, maxLoad: 0 }, 0)).toBe(true);
    expect(hasSlot({ load: 5, maxLoad: 5 }, 0)).toBe(true);
  });

  test("is not there for who took more than their max load by their own decision", () => {
    expect(hasSlot({ load: 7, maxLoad: 5 }, 1)).toBe(false);
    expect(hasSlot({ load: 7, maxLoad: 5 }, 0)).toBe(false);
  });
});

describe("being there", () => {
  test("takes four things, and the load is none of them", () => {
    expect(isAvailable(operatorFacts("Anna", { load: 5 }))).toBe(true);
    for (const missing of [
      { isActive: false },
      { intent: "away" },
      { intent: "offline" },
      { isReachable: false },
      { finishing: true },
    ] as const)
      expect(isAvailable(operatorFacts("Anna", missing))).toBe(false);
  });

  test("is forgotten after 60 s without a sign of life, and a chat moves by itself three times at most", () => {
    expect(PRESENCE_TTL_MS).toBe(60_000);
    expect(HOPS_MAX).toBe(3);
  });
});
