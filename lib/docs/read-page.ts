import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DocPage } from "./rules";

/** The Markdown of a page. Hosts that pack only what is imported are told of these files in `next.config.mjs`. */
export const readDocPage = ({ file }: DocPage): Promise<string> => readFile(join(process.cwd(), "docs", file), "utf8");
