import type { Gauges } from "./read-gauges";

type Gauge = { name: string; help: string; values: [labels: string, value: number][] };

/** Lines of Prometheus' text format; `foyer_database_up` says whether the rest is there. */
export function gaugeLines(gauges: Gauges | null, sockets: number | null): string[] {
  const all: Gauge[] = [
    { name: "foyer_database_up", help: "1 when the database answered this request", values: [["", gauges ? 1 : 0]] },
    ...(sockets === null
      ? []
      : [{ name: "foyer_realtime_sockets", help: "Open sockets of this process", values: one(sockets) }]),
    ...(gauges ? gaugesOf(gauges) : []),
  ];
  return all.flatMap(({ name, help, values }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
  ]);
}

const one = (value: number): Gauge["values"] => [["", value]];

const gaugesOf = ({ chats, longestWaitSeconds, operators, mailWaiting }: Gauges): Gauge[] => [
  {
    name: "foyer_chats",
    help: "Open chats by status",
    values: [
      ['{status="queued"}', chats.queued],
      ['{status="active"}', chats.active],
    ],
  },
  { name: "foyer_longest_wait_seconds", help: "Of the visitor who waits longest", values: one(longestWaitSeconds) },
  {
    name: "foyer_operators",
    help: "Operators who chose Online, and those of them whose browser was heard of within a minute",
    values: [
      ['{state="online"}', operators.online],
      ['{state="reachable"}', operators.reachable],
    ],
  },
  { name: "foyer_mail_waiting", help: "Mails that wait to go out", values: one(mailWaiting) },
];
