import type { Endpoint } from "./endpoint";
import { endpoints } from "./table";

type Found = { endpoint: Endpoint; params: Record<string, string> };

const NAME = /\{(\w+)\}/g;
const table = endpoints.map((endpoint) => {
  const source = endpoint.path.replace(/[.]/g, "\\.").replace(NAME, "(?<$1>[^/]+?)");
  return { endpoint, expression: new RegExp(`^${source}$`) };
});

/** The endpoint of a request, with what stands in its path; else the methods that are possible there, maybe none. */
export function findEndpoint(method: string, path: string): Found | { methods: string[] } {
  const here = table.flatMap(({ endpoint, expression }) => {
    const found = expression.exec(path);
    return found ? [{ endpoint, params: { ...found.groups } }] : [];
  });
  const wanted = method === "HEAD" ? "GET" : method;
  return (
    here.find(({ endpoint }) => endpoint.method === wanted) ?? { methods: here.map(({ endpoint }) => endpoint.method) }
  );
}
