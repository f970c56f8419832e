/** Rows of one page, where nothing is asked for, and at most. */
export const PAGE_DEFAULT = 50;
export const PAGE_MAX = 200;
/** The window in which the requests of a key are counted. */
export const RATE_WINDOW_SECONDS = 60;
