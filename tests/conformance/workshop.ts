import { cp, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { runNpm } from "./child";

const PUSHER = "5.3.4";
const PUSHER_JS = "8.6.0";

/** Tools of the suites, in the versions that their packages ask for as `devDependencies`. */
const PUSHER_TOOLS = ["mocha", "expect.js", "https-proxy-agent", "express"];
const PUSHER_JS_TOOLS = [
  "@react-native-community/netinfo",
  "@stablelib/base64",
  "@stablelib/utf8",
  "@types/express-serve-static-core",
  "@types/node",
  "buffer",
  "faye-websocket",
  "isomorphic-fetch",
  "jasmine",
  "jasmine-spec-reporter",
  "karma",
  "karma-chrome-launcher",
  "karma-jasmine",
  "karma-verbose-reporter",
  "karma-webpack",
  "source-map-loader",
  "ts-loader",
  "typescript",
  "webpack",
  "webpack-cli",
  "webpack-merge",
  "xmlhttprequest",
];
/** Makes the certificate; the suites also connect by TLS. */
const SELFSIGNED = "selfsigned@2.4.1";

export type Certificate = { key: string; cert: string; file: string };

/** A temporary folder with both packages, unchanged, and everything that their suites need around them. */
export type Workshop = {
  folder: string;
  pusher: string;
  pusherJs: string;
  /** A program or module of `node_modules` by its path. */
  tool(file: string): string;
  certificate: Certificate;
};

/** Fills an empty folder. Takes about half a minute and the npm registry. */
export async function setUpWorkshop(folder: string): Promise<Workshop> {
  console.log(`  Fetching pusher@${PUSHER}, pusher-js@${PUSHER_JS} and their tools from npm ...`);
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  const packages = [
    `pusher@${PUSHER}`,
    `pusher-js@${PUSHER_JS}`,
    ...(await wantedBy(`pusher@${PUSHER}`, PUSHER_TOOLS, folder)),
    ...(await wantedBy(`pusher-js@${PUSHER_JS}`, PUSHER_JS_TOOLS, folder)),
    SELFSIGNED,
  ];
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
  await runNpm(["install", ...flags, ...packages], { cwd: folder });
  // Compilers leave alone what lies in node_modules, so the packages are built beside it.
  const place = async (name: string) => {
    await cp(path.join(folder, "node_modules", name), path.join(folder, name), { recursive: true });
    return path.join(folder, name);
  };
  return {
    folder,
    pusher: await place("pusher"),
    pusherJs: await place("pusher-js"),
    tool: (file) => path.join(folder, "node_modules", file),
    certificate: await makeCertificate(folder),
  };
}

async function wantedBy(name: string, tools: string[], cwd: string): Promise<string[]> {
  const wanted: Record<string, string> = JSON.parse(await runNpm(["view", name, "devDependencies", "--json"], { cwd }));
  return tools.map((tool) => {
    const version = wanted[tool];
    if (!version) throw new Error(`${name} no longer asks for ${tool}.`);
    return `${tool}@${version}`;
  });
}

type SelfSigned = {
  generate(attributes: object[], options: object): { private: string; cert: string };
};

async function makeCertificate(folder: string): Promise<Certificate> {
  const { generate }: SelfSigned = createRequire(path.join(folder, "package.json"))("selfsigned");
  const { private: key, cert } = generate([{ name: "commonName", value: "pusher.com" }], {
    days: 2,
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "*.pusher.com" }] },
    ],
  });
  const file = path.join(folder, "certificate.pem");
  await writeFile(file, cert);
  return { key, cert, file };
}
