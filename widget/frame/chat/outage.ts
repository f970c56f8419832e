import { state, update } from "../state";

/** So long nothing gets through before the visitor is told: most troubles are over by then. */
const NOTICE_AFTER_MS = 5000;

let timer: ReturnType<typeof setTimeout> | undefined;

const isOut = () => state.lost || state.maintenance !== undefined;

/**
 * Follows whether anything gets through. Once per outage its notice becomes a line of the chat; when it is over, a second
 * line says so, together with what waited. `recovered` sends that.
 */
export function noteOutage(recovered: () => void): void {
  const { outage, timeline } = state;
  if (isOut()) {
    if (!timer && (!outage || outage.over) && timeline) timer = setTimeout(tell, NOTICE_AFTER_MS);
    return;
  }
  clearTimeout(timer);
  timer = undefined;
  if (!outage || outage.over) return;
  update({ outage: { ...outage, over: true } });
  recovered();
}

function tell(): void {
  timer = undefined;
  const text = state.chat?.notice;
  if (!isOut() || !text || !state.timeline) return;
  update({ outage: { text, until: state.maintenance?.until ?? undefined, after: state.timeline.last, over: false } });
}

/** Another chat, another story. */
export function forgetOutage(): void {
  clearTimeout(timer);
  timer = undefined;
}
