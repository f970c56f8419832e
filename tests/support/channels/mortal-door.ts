import type { ChannelKind } from "@/lib/channels/channel";
import type { ChannelDoor } from "@/lib/channels/door";
import type { Mortal } from "@/tests/support/mortal";

const CALLS = ["identify", "listen", "poll", "perform", "sendFile", "download"] as const;

/** The door of a process that may be stopped at any of its steps. */
export function mortalDoor(door: ChannelDoor, process: Mortal): ChannelDoor {
  const kindOf = (kind: ChannelKind): ChannelKind => ({
    ...process.outside(kind, CALLS),
    ...(kind.letters && { letters: process.outside(kind.letters, ["send"]) }),
  });
  const { telegram, email } = door.kinds;
  return {
    ...door,
    db: process.database(door.db),
    storage: process.outside(door.storage, ["put", "open"]),
    kinds: { telegram: kindOf(telegram), email: kindOf(email) },
  };
}
