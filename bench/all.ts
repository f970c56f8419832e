// `npm run bench [-- --only=messages,memory]`: the figures of the product beside their floor in one run of some eleven minutes, with
// one table at its end. Each part is a program of its own, `npm run bench:<part>`, which says more.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FIGURES_FILE, figureTable, readFigures } from "./support/figures";
import { machine, textOption } from "./support/report";

const PARTS: Record<string, readonly string[]> = {
  messages: [],
  memory: [],
  inbox: ["--only=postgres", "--browser=0"],
  search: ["--only=postgres"],
};

async function main(): Promise<boolean> {
  const wanted = textOption("only")?.split(",") ?? Object.keys(PARTS);
  const unknown = wanted.filter((part) => !PARTS[part]);
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(", ")}: ${Object.keys(PARTS).join(", ")}`);
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-bench-"));
  const file = path.join(folder, "figures");
  const begun = machine();
  const broken: string[] = [];
  try {
    for (const part of wanted) {
      console.log(`\n${part}`);
      const args = ["scripts/run.mjs", `bench/${part}.ts`, ...(PARTS[part] ?? [])];
      const env = { ...process.env, [FIGURES_FILE]: file };
      const child = spawn(process.execPath, args, { stdio: "inherit", env });
      const [code] = await once(child, "exit");
      if (code !== 0) broken.push(part);
    }
    const figures = existsSync(file) ? readFigures(file) : [];
    console.log(`\n${figureTable(figures)}\n\nfrom ${begun}\nto   ${machine()}`);
    const missed = figures.filter(({ isMet }) => isMet === false).length;
    console.log(
      `${figures.length} figures, ${missed} missed${broken.length > 0 ? `; look at ${broken.join(", ")}` : ""}`,
    );
    return missed === 0 && broken.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
