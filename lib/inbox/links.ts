/** The address if it is one of the web, else null: `javascript:` and the like never become a link. */
export function webAddress(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const { protocol, href, hostname } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && hostname !== "" ? href : null;
}

/** How an address is shown where there is little room: host and path, without scheme, `www.` and query. */
export function shortAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { host, pathname } = new URL(address);
  return `${host.replace(/^www\./, "")}${pathname === "/" ? "" : decoded(pathname)}`;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
