import { createFormatter } from "use-intl/core";
import { Notice } from "@/components/ui/display/notice";
import { isOpenAt, nextClosing, nextOpening } from "@/lib/hours/opening";
import type { Schedule } from "@/lib/hours/rules";
import { getLocale, getTranslator } from "@/lib/i18n/server";

/** Whether the department is open at `now`, and until when, in its own time zone: that is the one its hours are set in. */
export async function OpeningNow({ schedule, now }: { schedule: Schedule; now: Date }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslator("routing")]);
  const format = createFormatter({ locale, timeZone: schedule.timeZone });
  const day = (at: Date) => format.dateTime(at, { dateStyle: "short" });
  const wordTime = (at: Date) =>
    day(at) === day(now)
      ? format.dateTime(at, { timeStyle: "short" })
      : format.dateTime(at, { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
  const state = () => {
    if (isOpenAt(schedule, now)) {
      const closing = nextClosing(schedule, now);
      return closing ? t("hours.now.openUntil", { time: wordTime(closing) }) : t("hours.now.open");
    }
    const opening = nextOpening(schedule, now);
    return opening ? t("hours.now.opens", { time: wordTime(opening) }) : t("hours.now.never");
  };
  return (
    <Notice tone={isOpenAt(schedule, now) ? "success" : "warning"} className="mb-6">
      {state()} {t("hours.now.clock", { time: format.dateTime(now, { timeStyle: "short" }) })}
    </Notice>
  );
}
