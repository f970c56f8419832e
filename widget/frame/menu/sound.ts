import { readStored, writeStored } from "../host";
import { config } from "../state";

const NAME = "sound";

/** The visitor's choice on this site; before it the company's. */
export const isSoundOn = () => (readStored(NAME) ?? (config.widget.silent ? "off" : "on")) === "on";

export function setSound(on: boolean): void {
  writeStored(NAME, on ? "on" : "off");
}
