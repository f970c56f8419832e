import { part } from "./room";
import { state } from "./state";

/** Where to go on writing: the first empty field, else `last`. */
export const nextField = (last = "body") =>
  part("fields")?.nextField(last) ?? `#${(["name", "body"] as const).find((field) => !state.form[field]) ?? last}`;
