import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { newWebhookSecret, signatureHeaders } from "./signature";

const guide = readFileSync("docs/webhooks.md", "utf8");
const folder = mkdtempSync(path.join(tmpdir(), "foyer-webhooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How each language is run, and how a receiver would call what the guide tells it to write, with what stands in `cases`. */
const LANGUAGES = [
  {
    fence: "js",
    file: "verify.mjs",
    run: "node",
    use: `import { readFileSync } from "node:fs";
      const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
      console.log(JSON.stringify(cases.map(({ headers, body, secret }) => isFromFoyer(headers, body, secret))));`,
  },
  {
    fence: "python",
    file: "verify.py",
    run: "python3",
    use: `import json, sys
cases = json.load(open(sys.argv[1], encoding="utf-8"))
print(json.dumps([is_from_foyer(one["headers"], one["body"].encode(), one["secret"]) for one in cases]))`,
  },
];

const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;

describe("the guide's example", () => {
  for (const { fence, file, run, use } of LANGUAGES) {
    test.skipIf(!isThere(run))(`in ${fence} tells our requests from others (needs ${run})`, () => {
      const [secret, next] = [newWebhookSecret(), newWebhookSecret()];
      const body = '{"name":"Véra"}';
      const signed = (secrets: string[], at = new Date()) => signatureHeaders("1", at, body, secrets);
      const cases = [
        { headers: signed([secret]), body, secret },
        { headers: signed([next, secret]), body, secret },
        { headers: signed([secret]), body: `${body} `, secret },
        { headers: signed([next]), body, secret },
        { headers: signed([secret], new Date(Date.now() - 3_600_000)), body, secret },
        { headers: { ...signed([secret]), "webhook-id": "2" }, body, secret },
        { headers: { ...signed([secret]), "webhook-signature": "v1,short" }, body, secret },
      ];
      const code = new RegExp(`\`\`\`${fence}\\n(.*?)\`\`\``, "s").exec(guide)?.[1];
      const [program, given] = [path.join(folder, file), path.join(folder, `${file}.json`)];
      writeFileSync(program, `${code}\n${use}\n`);
      writeFileSync(given, JSON.stringify(cases));
      const { stdout, stderr } = spawnSync(run, [program, given], { encoding: "utf8" });
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual([true, true, false, false, false, false, false]);
    });
  }
});
