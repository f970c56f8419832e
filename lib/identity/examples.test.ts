import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { newIdentitySecret } from "./secret";
import { verifyIdentity } from "./verify";

const guide = readFileSync("docs/widget/identity.md", "utf8");
const folder = mkdtempSync(path.join(tmpdir(), "foyer-identity-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How each language is run, and how a site would call what the guide tells it to write. */
const LANGUAGES = [
  {
    fence: "js",
    file: "sign.mjs",
    run: "node",
    use: 'console.log(foyerToken({ id: 42, name: "Véra", email: "v@example.com" }));',
  },
  {
    fence: "php",
    file: "sign.php",
    run: "php",
    use: "echo foyer_token(['id' => 42, 'name' => 'Véra', 'email' => 'v@example.com']);",
  },
  {
    fence: "python",
    file: "sign.py",
    run: "python3",
    use: 'print(foyer_token({"id": 42, "name": "Véra", "email": "v@example.com"}))',
  },
  {
    fence: "ruby",
    file: "sign.rb",
    run: "ruby",
    use: 'puts foyer_token({ id: 42, name: "Véra", email: "v@example.com" })',
  },
];

const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;

describe("the guide's example", () => {
  for (const { fence, file, run, use } of LANGUAGES) {
    test.skipIf(!isThere(run))(`in ${fence} signs a token that holds (needs ${run})`, async () => {
      const code = new RegExp(`\`\`\`${fence}\\n(.*?)\`\`\``, "s").exec(guide)?.[1];
      const program = path.join(folder, file);
      writeFileSync(program, `${code}\n${use}\n`);
      const secret = newIdentitySecret();
      const env = { ...process.env, FOYER_IDENTITY_SECRET: secret, LANG: "C.UTF-8" };
      const { stdout, stderr } = spawnSync(run, [program], { env, encoding: "utf8" });
      expect(stderr).toBe("");
      const identity = await verifyIdentity(stdout.trim(), secret, new Date());
      expect(identity).toMatchObject({ sub: "42", site: "foyer", name: "Véra", email: "v@example.com" });
    });
  }
});
