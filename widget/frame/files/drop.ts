import { state, update } from "../state";

/** A drag that is not heard of for so long has left: browsers tell of the end of one that leaves a frame unreliably. */
const SILENCE_MS = 250;
let over = false;
let timer: ReturnType<typeof setTimeout> | undefined;

export const isOver = () => over;

function show(next: boolean): void {
  if (next === over) return;
  over = next;
  update({});
}

/** Shows where files can be dropped for as long as some are held over the chat. What they do there is in the chat's code. */
export function watchDrags(): void {
  addEventListener("dragover", ({ dataTransfer }) => {
    if (!dataTransfer?.types.includes("Files") || !state.timeline || state.timeline.status === "closed") return;
    clearTimeout(timer);
    timer = setTimeout(show, SILENCE_MS, false);
    show(true);
  });
  addEventListener("drop", () => show(false));
}
