import type { Door } from "@/lib/context";
import type { FileStorage } from "@/lib/files/storage/storage";
import type { ChannelKinds } from "./channel";
import type { FloodLimits } from "./flood";

/** Where the work of channels happens: what is theirs is given, so that tests give their own. */
export type ChannelDoor = Door & {
  kinds: ChannelKinds;
  /** Opens the tokens that are stored, and makes the secrets that services send along. */
  authSecret: string;
  storage: FileStorage;
  /** Where people reach this installation; null: nobody has said. */
  publicUrl: string | null;
  flood: FloodLimits;
};
