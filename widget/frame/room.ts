type Room = typeof import("./chat-room");

let loaded: Room | undefined;

/** The chat's own code once it has come. */
export const room = () => loaded;

/**
 * Fetches the code that only an open chat needs: not before somebody types or comes back to a chat. Null when it cannot be had,
 * as after an update of the server under an old page.
 */
export async function loadRoom(): Promise<Room | null> {
  try {
    loaded ??= await import("./chat-room");
    return loaded;
  } catch {
    return null;
  }
}
