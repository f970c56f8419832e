import { expect, test } from "vitest";
import * as catalogue from "@/lib/realtime/events";
import { channelName } from "./realtime-names";

test("the widget names its channel as the catalogue does", () => {
  const chatId = "0193a1b2-0000-7000-8000-000000000001";
  expect(channelName(chatId)).toBe(catalogue.channelName("visitorChat", chatId));
  for (const event of ["event.appended", "event.announced", "queue.moved", "typing.told", "settings.changed"]) {
    expect(catalogue.eventCatalogue.visitorChat).toHaveProperty([event]);
  }
});
