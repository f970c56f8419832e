import { DATE, format, isOtherDay } from "../texts";

/** Time of day; with the date when that is another day than `now`. */
export function formatTime(tag: string, iso: string | number, now = new Date()): string {
  const date = new Date(iso);
  return format(tag, date, isOtherDay(date, now) && DATE);
}
