import type { FrameLocator } from "@playwright/test";
import type { WidgetShot } from "./shots";
import { FORM_SHOTS, inChat, PART_SHOTS } from "./widget-part-shots";

const pick = (name: string) => async (frame: FrameLocator) => {
  await frame.locator("#pick button").filter({ hasText: name }).click();
};
const fillOffline = async (frame: FrameLocator) => {
  await pick("Kitchen Planning")(frame);
  await frame.locator(".intro").waitFor();
  await frame.locator("#name").fill("Ada Quist");
  await frame.locator("#body").fill("May I see the showroom on Saturday?");
};
/** Every state of the widget. */
export const WIDGET_SHOTS: WidgetShot[] = [
  ...FORM_SHOTS,
  ...PART_SHOTS,
  { name: "widget-picker", act: (frame) => frame.locator("#pick button").first().waitFor() },
  {
    name: "widget-form",
    async act(frame) {
      await pick("Pre Sales")(frame);
      await frame.locator("#start").click();
      await frame.locator("[aria-invalid=true]").first().waitFor();
    },
  },
  { name: "widget-busy-form", act: pick("Order Services") },
  { name: "widget-away-form", at: "/demo/toms/corporate", act: (frame) => frame.locator("#name").waitFor() },
  {
    name: "widget-offline",
    async act(frame) {
      await pick("Kitchen Planning")(frame);
      await frame.locator(".intro").waitFor();
    },
  },
  {
    name: "widget-offline-errors",
    async act(frame) {
      await fillOffline(frame);
      await frame.locator("#start").click();
      await frame.locator("#email-error").waitFor();
    },
  },
  {
    name: "widget-offline-sent",
    async act(frame) {
      await fillOffline(frame);
      await frame.locator("#email").fill("ada.quist@example.com");
      await frame.locator("#start").click();
      await frame.locator("#sent").waitFor();
    },
  },
  {
    name: "widget-idle",
    visitor: "Tomás García",
    async act(frame) {
      await inChat(frame);
      await frame.getByRole("timer").waitFor();
    },
  },
  { name: "widget-queue", visitor: "Amélie Dubois", act: inChat },
  {
    name: "widget-switch",
    visitor: "Amélie Dubois",
    async act(frame) {
      await inChat(frame);
      await frame.locator(".choices button").first().click();
      await frame.locator("#other").waitFor();
    },
  },
  {
    name: "widget-contact",
    visitor: "Amélie Dubois",
    async act(frame) {
      await inChat(frame);
      await frame.locator(".choices button").last().click();
      await frame.locator("#contact").fill("amelie@");
      await frame.locator(".choices .primary").click();
      await frame.locator("#contact-error").waitFor();
    },
  },
  { name: "widget-overflow", visitor: "Jonas Weber", act: inChat },
  { name: "widget-notice", visitor: "Hôtel du Lac", act: inChat },
  { name: "widget-everyone-tried", visitor: "Sam Okafor", act: inChat },
  { name: "widget-reassigned", visitor: "Иван Кузнецов", act: inChat },
  { name: "widget-transferred", visitor: "Paul Meier", act: inChat },
  {
    name: "widget-held",
    visitor: "Mara Jensen",
    async act(frame) {
      await inChat(frame);
      // A text with markup is drawn once its code has come.
      await frame.locator(".body strong").waitFor();
    },
  },
  { name: "widget-chat", visitor: "Lena Vogt", act: inChat },
  {
    name: "widget-end",
    visitor: "Lena Vogt",
    async act(frame) {
      await inChat(frame);
      await frame.locator("#menu").click();
      await frame.locator(".items button").last().click();
      await frame.locator("#confirm").waitFor();
    },
  },
  { name: "widget-closed", visitor: "Greta Lindqvist", act: inChat },
  {
    name: "widget-rating",
    visitor: "Greta Lindqvist",
    async act(frame) {
      await inChat(frame);
      await frame.getByRole("radio").nth(3).check();
      await frame.locator("form.below textarea").fill("Quick and friendly.");
    },
  },
];
