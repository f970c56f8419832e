import type { WidgetLook } from "@/lib/appearance/rules";
import { pickTextColor } from "@/lib/color";

/** Where the chat covers the page; the same words stand in the loader. */
const PHONE = "(max-width:480px),(max-height:480px)";
const DARK = { auto: "(prefers-color-scheme:dark)", dark: "all", light: "not all" };
/** Between the launcher and the panel above it, and above that: pixels that the panel does not get. */
const LAUNCHER = 68;
const ABOVE = 20;
/** One for both: what is written twice alike costs next to nothing. */
const SHADOW = "box-shadow:0 0 0 1px #8883,0 6px 24px #0004";

/**
 * The style sheet of the launcher and its panel. Terse, because it travels with the loader; made here, so that the
 * loader has no code for what differs from company to company.
 */
export function launcherStyles(color: string, { position, offsetX, offsetY, theme }: WidgetLook): string {
  const side = `inset-inline-${position}:`;
  return (
    `:host{all:initial;position:fixed;z-index:2147483647;bottom:${offsetY}px;${side}${offsetX}px}` +
    "button{all:unset;width:56px;height:56px;border-radius:56px;cursor:pointer;forced-color-adjust:none;" +
    `background:${color};color:${pickTextColor(color)};${SHADOW}}` +
    "button:hover{filter:brightness(1.1)}button:focus-visible{outline:3px solid;outline-offset:-7px}" +
    // The icon is a shape of the text colour: a speech bubble, or an arrow down while the chat is open.
    "button:before{content:'';display:block;height:56px;background:currentColor;clip-path:path('M28 16a12 11 0 1 1-5 21l-6 2 2-5a11 11 0 0 1 9-18z')}" +
    "[aria-expanded=true]:before{clip-path:path('M17 26l2-2 9 8 9-8 2 2-11 10z')}" +
    "b{position:absolute;top:-4px;inset-inline-end:-4px;padding:0 8px;border-radius:16px;background:#c00;color:#fff;font:700 12px/22px system-ui}" +
    "b:empty{display:none}i{position:absolute;scale:0}" +
    `iframe{position:absolute;bottom:${LAUNCHER}px;${side}0;width:384px;height:min(640px,100vh - ${LAUNCHER + ABOVE + offsetY}px);border:0;border-radius:16px;` +
    `color-scheme:normal;background:#fff;${SHADOW}}` +
    `@media ${DARK[theme]}{iframe{background:#17191e}}` +
    `@media ${PHONE}{iframe{position:fixed;inset:0;width:100%;height:100%;border-radius:0}}` +
    "@media print{:host{display:none}}"
  );
}
