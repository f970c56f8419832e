import type { WidgetConfigDto } from "@/lib/embed/widget-config";

/** The frame to the page that shows it: it can be fed now. */
export const PREVIEW_READY = "foyer:preview-ready";

/** What the page Appearance feeds the frame with, as often as something changes. */
export type PreviewMessage = {
  foyer: "preview";
  widget: WidgetConfigDto;
  theme: "light" | "dark";
  dir: "ltr" | "rtl";
};
