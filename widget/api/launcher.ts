import type { HostCall, ToFrame, ToLoader } from "../protocol";

/** What the loader hands to the parts that it loads later: its own state, and what it can do. */
export type Launcher = {
  /** Its `lang` is the language that the next frame is asked for; its shadow root has the launcher's parts. */
  host: HTMLElement;
  frame?: HTMLIFrameElement;
  open: boolean;
  /** What each new frame is asked as soon as it is there. */
  calls: HostCall[];
  /** Hears of everything that the frame says. */
  on?: (message: ToLoader) => void;
  show: (open: boolean) => void;
  /** Makes the frame, if there is none. */
  load: () => void;
  send: (message: ToFrame) => void;
};
