import { z } from "zod";

const flag = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");
const port = z.coerce.number().int().min(1).max(65_535);
const webUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
/** A day, until whose end in UTC something goes, or an instant with its time zone. */
const untilDay = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    "a day such as 2030-06-30, or an instant such as 2030-06-30T12:00:00Z",
  )
  .transform((text) => new Date(text.includes("T") ? text : Date.parse(text) + 24 * 60 * 60 * 1000));
const smtpUrl = z.string().refine(isSmtpUrl, "an address such as smtp://user:password@mail.example.com:587");

function isSmtpUrl(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text);
    // A lone `%` in a password is a mistake that would otherwise only show at the first mail.
    return ["smtp:", "smtps:"].includes(protocol) && hostname !== "" && decodeURIComponent(text) !== "";
  } catch {
    return false;
  }
}

/** `chat@example.com`, or with a name before it: `Foyer <chat@example.com>`. */
const mailbox = z.string().transform((value, issues) => {
  const [, name = "", address = ""] = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<)?([^<>\s]+)>?$/u.exec(value.trim()) ?? [];
  if (z.email().safeParse(address).success) return { name, address };
  issues.addIssue({ code: "custom", message: "an address such as Foyer <chat@example.com>" });
  return z.NEVER;
});

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
  /** Of the embedded server. A company behind one address needs one for each open inbox. */
  REALTIME_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(50),
  /** Chats that one browser or sender of mail may begin, with its offline messages, in ten minutes; 0: any number. */
  VISITOR_STARTS_PER_BROWSER: z.coerce.number().int().min(0).max(1_000_000).default(20),
  /** The same for one address, which an office may share, and for all whom a channel does not know. */
  VISITOR_STARTS_PER_ADDRESS: z.coerce.number().int().min(0).max(1_000_000).default(600),
  /** What one person may write in a messenger in ten minutes, and ten times as much in a day; 0: any number. */
  CHANNEL_MESSAGES_PER_WRITER: z.coerce.number().int().min(0).max(1_000_000).default(200),
  /** Files that come into one channel of a service in an hour, and ten times as much in a day; 0: any number. */
  CHANNEL_MEGABYTES_PER_HOUR: z.coerce.number().int().min(0).max(100_000).default(500),
  /** Requests of one API key in a minute, to all processes together; 0: any number. */
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).max(1_000_000).default(600),
  /** Signs sessions; made and kept in DATA_DIR where it is not set. */
  AUTH_SECRET: z.string().min(32).optional(),
  /** The header in which a proxy of yours, and nobody else, writes the visitor's country (ISO 3166). */
  COUNTRY_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, "the name of a header, such as cf-ipcountry")
    .optional(),
  /** Lets webhooks lead into the network that this machine is in, also without TLS; for receivers of your own. */
  WEBHOOKS_ALLOW_PRIVATE: flag.optional(),
  /** The same for the CRM, where it runs in a network of your own. */
  CRM_ALLOW_PRIVATE: flag.optional(),
  /** The same for the services by whose access tokens mailboxes are opened. */
  MAIL_OAUTH_ALLOW_PRIVATE: flag.optional(),
  /** Where Telegram's Bot API is; for those who run a Bot API server of their own. */
  TELEGRAM_API_URL: webUrl.default("https://api.telegram.org"),
  /** How many operators can be active at once; without it any number. */
  SEATS: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** The end of a trial; without it there is none. Everything goes on afterwards, and nobody else can be made active. */
  TRIAL_UNTIL: untilDay.optional(),
  CRON_SECRET: z.string().min(16).optional(),
  /** Lets a Prometheus server read /metrics; without it there is no such page. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** The server that takes our mail; without it none goes out. User and password are percent-encoded. */
  SMTP_URL: smtpUrl.optional(),
  /** Whom our mail is from. */
  MAIL_FROM: mailbox.optional(),
  /** Where files of chats go, in any service with the S3 protocol; without it they are in DATA_DIR. */
  S3_BUCKET: z.string().optional(),
  /** Address of the service, without the bucket. */
  S3_ENDPOINT: webUrl.optional(),
  S3_REGION: z.string().default("auto"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Before every key, where the bucket is shared, e.g. `foyer/`. */
  S3_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._/-]*$/, "letters, digits and . _ - / only")
    .default(""),
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
  if ("SMTP_URL" in given && !("MAIL_FROM" in given)) {
    problems.push("MAIL_FROM: needed as soon as SMTP_URL is set, because mail must be from somebody");
  }
  const bucket = ["S3_BUCKET", "S3_ENDPOINT", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];
  const unset = bucket.filter((name) => !(name in given));
  if (unset.length > 0 && Object.keys(given).some((name) => name.startsWith("S3_"))) {
    problems.push(`${unset.join(", ")}: needed as soon as any S3_ variable is set`);
  }
  if (given.VERCEL) {
    for (const name of ["DATABASE_URL", "PUSHER_KEY", "AUTH_SECRET", "S3_BUCKET"]) {
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
