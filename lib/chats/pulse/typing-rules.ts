/** While somebody types, this often they tell: a little longer than the server's two seconds, which are strict. */
export const TELL_EVERY_MS = 2200;
/** After the last sign of typing it is shown for so long. */
export const SHOWN_MS = 3000;
/** Signs that come so soon after a message of the same person were sent before it. */
export const OVERTAKEN_MS = 1000;
