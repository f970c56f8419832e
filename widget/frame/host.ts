import { type InitMessage, isInitAllowed, type ToFrame, type ToLoader } from "../protocol";

let port: MessagePort | undefined;
/** This site's first-party storage as far as it is ours; lives on here when the site's is blocked. */
export const store = new Map<string, string>();

export const tellHost = (message: ToLoader) => port?.postMessage(message);

export const readStored = (name: string) => store.get(name);
export const storedNames = () => [...store.keys()];

/** Null removes the entry. */
export function writeStored(name: string, value: string | null): void {
  if (value === null) store.delete(name);
  else store.set(name, value);
  tellHost({ type: "store", name, value });
}

type HostListener = { init: (message: InitMessage) => void; message: (message: ToFrame) => void };

/** Waits for the loader of a page that may frame us; a later init (the loader's own) replaces the port. */
export function listenToHost(origins: string, { init, message }: HostListener): void {
  addEventListener("message", (event) => {
    if (!isInitAllowed(event, parent, origins)) return;
    const data = event.data as InitMessage;
    port = event.ports[0];
    for (const [name, value] of Object.entries(data.store ?? {})) store.set(name, value);
    if (port) {
      port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
        if (data.type === "stored") {
          if (data.value === null) store.delete(data.name);
          else store.set(data.name, data.value);
        }
        message(data);
      };
    }
    init(data);
  });
}
