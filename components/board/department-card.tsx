"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Elapsed, useSpanText } from "@/components/inbox/times";
import { cn } from "@/components/ui/cn";
import { Badge } from "@/components/ui/display/badge";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { StatusDot } from "@/components/ui/display/status-dot";
import type { Tone } from "@/components/ui/tone";
import { normalizeHex } from "@/lib/color";
import type { BoardDepartment } from "@/lib/supervision/schemas";

const STATE_TONES: Record<BoardDepartment["state"], Tone> = {
  open: "success",
  busy: "warning",
  away: "danger",
  closed: "neutral",
};

/** One department at a glance; the whole card opens its chats. */
export function DepartmentCard({ department, onOpen }: { department: BoardDepartment; onOpen: () => void }) {
  const t = useTranslations("board");
  const spanText = useSpanText();
  const { name, color, state, hidden, disabled, waiting, waitingSince, active, held, unansweredSince } = department;
  const { online, freeSlots, chatsToday, missesToday, medianWaitSeconds } = department;
  return (
    <li className="relative flex flex-col overflow-hidden rounded-lg border border-border bg-surface hover:border-border-strong">
      <span aria-hidden className="h-1" style={{ backgroundColor: normalizeHex(color) ?? undefined }} />
      <div className="flex items-start gap-3 px-4 pt-3">
        <DepartmentSquare department={department} size="md" />
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-semibold">
            <button
              type="button"
              onClick={onOpen}
              className="max-w-full truncate text-start after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
            >
              <bdi>{name}</bdi>
              <span className="sr-only">{t("showChats", { name: isolate(name) })}</span>
            </button>
          </h3>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
            <StatusDot tone={STATE_TONES[state]}>{t(`state.${state}`)}</StatusDot>
            {hidden && <Badge>{t("hidden")}</Badge>}
            {disabled && <Badge tone="warning">{t("disabled")}</Badge>}
          </p>
        </div>
      </div>
      <dl className="grid grid-cols-3 gap-x-3 gap-y-3 px-4 pt-3 pb-3">
        <Figure label={t("waiting")} tone={waiting > 0 ? "warning" : undefined}>
          {waiting}
        </Figure>
        <Figure label={t("longestWait")}>{waitingSince ? <Elapsed since={waitingSince} /> : "–"}</Figure>
        <Figure label={t("freeSlots")} tone={freeSlots === 0 && waiting > 0 ? "danger" : undefined}>
          {freeSlots}
        </Figure>
        <Figure label={t("active")} detail={held > 0 ? t("held", { count: held }) : undefined}>
          {active}
        </Figure>
        <Figure label={t("unanswered")}>{unansweredSince ? <Elapsed since={unansweredSince} /> : "–"}</Figure>
        <Figure label={t("online")}>{online}</Figure>
      </dl>
      <dl className="mt-auto grid grid-cols-3 gap-x-3 border-border border-t bg-surface-sunken/60 px-4 py-2">
        <Figure small label={t("chatsToday")}>
          {chatsToday}
        </Figure>
        <Figure small label={t("medianWait")}>
          {medianWaitSeconds === null ? "–" : spanText(medianWaitSeconds * 1000)}
        </Figure>
        <Figure small label={t("missesToday")} tone={missesToday > 0 ? "danger" : undefined}>
          {missesToday}
        </Figure>
      </dl>
    </li>
  );
}

type FigureProps = {
  label: string;
  tone?: "warning" | "danger" | undefined;
  detail?: string | undefined;
  small?: boolean;
  children: ReactNode;
};

function Figure({ label, tone, detail, small = false, children }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-muted text-xs leading-4">{label}</dt>
      <dd
        className={cn(
          "font-semibold tabular-nums",
          small ? "text-sm" : "text-lg",
          tone === "warning" && "text-warning-text",
          tone === "danger" && "text-danger-text",
        )}
      >
        {children}
        {detail && <span className="ms-1.5 font-normal text-muted text-xs">{detail}</span>}
      </dd>
    </div>
  );
}
