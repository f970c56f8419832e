/**
 * Matches `/api/chats/[chatId]` and gives the decoded parameters; null when it is another or a malformed path. One such as
 * `[...path]` takes the whole rest.
 */
export function pathMatcher(pattern: string): (path: string) => Record<string, string> | null {
  const names: string[] = [];
  const source = pattern.replace(
    /\[(\.{3})?(\w+)\]|[.*+?^${}()|\\]/g,
    (part, rest: string | undefined, name?: string) => {
      if (name === undefined) return `\\${part}`;
      names.push(name);
      return rest ? "(.+)" : "([^/]+)";
    },
  );
  const expression = new RegExp(`^${source}$`);
  return (path) => {
    const found = expression.exec(path);
    if (!found) return null;
    try {
      return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? "")]));
    } catch {
      return null;
    }
  };
}
