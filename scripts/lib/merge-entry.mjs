/** @typedef {{ path: string, text: string, contents: Uint8Array }} File what esbuild writes */

/** `{a as b,c}` as pairs of what is meant and under which name. @param {string} list @returns {[string, string][]} */
const pairs = (list) =>
  list
    .split(",")
    .filter(Boolean)
    .map((each) => {
      const [from = "", to = from] = each.split(" as ");
      return [from, to];
    });

/**
 * A part of the widget that later parts need too stands in a file for both, and esbuild makes another for the part's own
 * name that does nothing but hand on from there: a request and 220 bytes for nothing. This puts the names where the code
 * is. Gives the files without it, and throws where they are not as they are known to be.
 * @param {File[]} files @param {string} entry @returns {File[]}
 */
export function mergeEntry(files, entry) {
  const nameOf = /** @param {File} file */ ({ path }) => path.slice(path.lastIndexOf("/") + 1);
  const find = /** @param {string} name */ (name) => {
    const file = files.find((each) => nameOf(each) === name);
    if (!file) throw new Error(`The build made no ${name}`);
    return file;
  };
  const stub =
    /^import\{(?<taken>[^}]+)\}from"\.\/(?<chunk>[\w-]+\.js)";(?:import"[^"]+";)*export\{(?<given>[^}]+)\};?\s*$/.exec(
      find(entry).text,
    )?.groups;
  // Nothing else needs it: it is the part itself.
  if (!stub?.taken || !stub.chunk || !stub.given) return files;
  const { chunk } = stub;
  const code = find(chunk).text;
  const own = /export\{(?<names>[^}]+)\};?\s*$/.exec(code);
  if (!own?.groups?.names) throw new Error(`${chunk} exports nothing`);
  const localOf = new Map(pairs(own.groups.names).map(([local, name]) => [name, local]));
  const chunkNameOf = new Map(pairs(stub.taken).map(([name, local]) => [local, name]));
  const added = pairs(stub.given).map(([local, name]) => `${localOf.get(chunkNameOf.get(local) ?? "")} as ${name}`);
  if (added.some((each) => each.startsWith("undefined"))) throw new Error(`${entry} hands on what ${chunk} has not`);
  const merged = `${code.slice(0, own.index)}export{${own.groups.names},${added.join(",")}};`;
  return files
    .filter((file) => nameOf(file) !== entry)
    .map((file) => {
      const text = (nameOf(file) === chunk ? merged : file.text).replaceAll(`"./${entry}"`, `"./${chunk}"`);
      return { path: file.path, text, contents: new TextEncoder().encode(text) };
    });
}
