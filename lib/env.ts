import { z } from "zod";

const flag = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");
const port = z.coerce.number().int().min(1).max(65_535);
const webUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** Set by Vercel: no process of ours lives between requests, so nothing is embedded. */
  VERCEL: z.string().optional(),
  PORT: port.default(3000),
  /** Address to listen on. */
  HOST: z.string().default("0.0.0.0"),
  /** Where people reach this installation, e.g. https://chat.example.com; used in every link and snippet. */
  PUBLIC_URL: webUrl.optional(),
  /** Folder of the embedded database and the generated secret. */
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  /** 0 behind a pooler that does not keep prepared statements (PgBouncer, Neon, Supabase). */
  DATABASE_PREPARE: flag.default(true),
  PUSHER_APP_ID: z.string().optional(),
  PUSHER_KEY: z.string().optional(),
  PUSHER_SECRET: z.string().optional(),
  PUSHER_CLUSTER: z.string().optional(),
  PUSHER_HOST: z.string().optional(),
  PUSHER_PORT: port.optional(),
  PUSHER_TLS: flag.default(true),
  /** Signs sessions; made and kept in DATA_DIR where it is not set. */
  AUTH_SECRET: z.string().min(32).optional(),
  CRON_SECRET: z.string().min(16).optional(),
});

export type Env = z.infer<typeof variables>;

/** Every variable that is wrong, one line each, worded for the person who set it. */
export class EnvError extends Error {
  override readonly name = "EnvError";
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * Reads the variables that Foyer knows out of `source`; an empty one counts as not set.
 * @throws EnvError naming every wrong variable at once.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = variables.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const pusher = ["PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET"];
  const missing = pusher.filter((name) => !(name in given));
  if (missing.length > 0 && Object.keys(given).some((name) => name.startsWith("PUSHER_"))) {
    problems.push(`${missing.join(", ")}: needed as soon as any PUSHER_ variable is set`);
  }
  if (missing.length === 0 && !("PUSHER_CLUSTER" in given) && !("PUSHER_HOST" in given)) {
    problems.push("PUSHER_CLUSTER or PUSHER_HOST: one of them says where the realtime service is");
  }
  if (given.VERCEL) {
    for (const name of ["DATABASE_URL", "PUSHER_KEY", "AUTH_SECRET"]) {
      if (!(name in given)) problems.push(`${name}: needed on a serverless host, where nothing can be embedded`);
    }
  }
  if (!parsed.success || problems.length > 0) throw new EnvError(problems);
  return parsed.data;
}

let parsedOnce: Env | undefined;

/** The environment of this process, parsed at first use. @throws EnvError */
export function env(): Env {
  parsedOnce ??= parseEnv(process.env);
  return parsedOnce;
}

/** True inside of `next build`, where no database and no secret may be needed. */
export const isBuildPhase = () => process.env.NEXT_PHASE === "phase-production-build";
