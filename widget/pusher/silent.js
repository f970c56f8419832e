// In place of the package's log, which is off unless switched on, and of its addresses of help pages.
export default { debug() {}, warn() {}, error() {}, buildLogSuffix: () => "" };
