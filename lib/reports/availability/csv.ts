import type { Db } from "@/db/types";
import { csvLine, localTimes } from "../csv";
import type { Asked } from "../get-report";
import { stretchesOf } from "./day-strips";
import { readStates } from "./read-states";

const HEAD = ["department", "department_name", "from", "to", "from_local", "to_local", "minutes", "state"];
const MINUTE_MS = 60_000;

/**
 * When each department of a report was what, as lines of CSV, up to now: `online` (somebody could take a chat), `nobody`,
 * `closed`, and `unknown` before the first note. Read department by department.
 */
export async function* availabilityCsv(
  db: Db,
  { chosen, frame: { span, zone }, now }: Pick<Asked, "chosen" | "frame" | "now">,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine(HEAD)}`;
  const local = localTimes(zone);
  const until = Math.min(span.end.getTime(), now.getTime());
  for (const { id, name } of chosen) {
    const stretches = stretchesOf(await readStates(db, id, span), span.start.getTime(), until);
    yield stretches
      .map(({ state, from, to }) => {
        const minutes = Math.round((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
        return csvLine([id, name, from, to, local(from), local(to), minutes, state]);
      })
      .join("");
  }
}
