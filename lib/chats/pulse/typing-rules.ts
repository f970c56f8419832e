/** While somebody types, this often they tell: a little longer than the server's two seconds, which are strict. */
export const TELL_EVERY_MS = 2200;
/** After the last sign of typing it is shown for so long. */
export const SHOWN_MS = 3000;
/** While somebody has a chat before their eyes, this often they say so; the first time only after so long a look. */
export const VIEW_EVERY_MS = 30_000;
export const VIEW_AFTER_MS = 1000;
/** After the last sign they are shown in lists for so long: two may be lost. */
export const VIEW_SHOWN_MS = 75_000;
/** Signs that come so soon after a message of the same person were sent before it. */
export const OVERTAKEN_MS = 1000;
