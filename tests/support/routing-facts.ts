import type { OperatorFacts, Request } from "@/lib/routing/rules";

/** An operator who is a candidate for every chat: Online, there, without a chat. The name is the id, too. */
export const operatorFacts = (name: string, values: Partial<OperatorFacts> = {}): OperatorFacts => ({
  operatorId: name.toLowerCase(),
  name,
  isActive: true,
  intent: "online",
  isReachable: true,
  finishing: false,
  channelTypes: ["web"],
  line: 1,
  maxLoad: 5,
  load: 0,
  openChats: 0,
  lastAssignedAt: null,
  lastClosedAt: null,
  ...values,
});

/** What a chat of a new visitor of the web widget asks for. */
export const routingRequest = (values: Partial<Request> = {}): Request => ({
  weight: 1,
  channelType: "web",
  strategy: "automatic",
  ...values,
});
