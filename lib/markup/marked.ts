/** Whether a text can have anything that is not plain. */
export const MARKED = /https?:|[*_`]/i;
