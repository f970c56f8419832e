/** Stands in the names of the files of texts; the build writes a hash of all of them here. */
export const TEXTS_VERSION = "";
