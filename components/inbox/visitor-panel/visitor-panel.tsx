"use client";

import { Star } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { Notice } from "@/components/ui/display/notice";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { VisitorPanelDto } from "@/lib/visitors/panel-schemas";
import { countryName } from "./country-name";
import { LocalTime } from "./local-time";
import { OtherChats } from "./other-chats";
import { useVisitorPanel } from "./use-visitor-panel";
import { VisitorActions } from "./visitor-actions";

/** The visitor's device, whereabouts and other chats, and what can be done about them. */
export function VisitorPanel({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("visitors.panel");
  const { panel, reload } = useVisitorPanel(chat);
  if (panel === undefined) return null;
  if (panel === null) {
    return (
      <div className="mt-5 space-y-2">
        <p className="text-muted">{t("failed")}</p>
        <Button size="sm" onClick={reload}>
          {t("again")}
        </Button>
      </div>
    );
  }
  return (
    <section aria-label={t("label")} className="mt-5 space-y-5 border-border border-t pt-5">
      <Marks panel={panel} />
      {!chat.visitor.isErased && <Facts panel={panel} />}
      <OtherChats panel={panel} />
      <VisitorActions chat={chat} panel={panel} onDone={reload} />
    </section>
  );
}

function Marks({ panel: { block, isSpam } }: { panel: VisitorPanelDto }) {
  const t = useTranslations("visitors.panel");
  const format = useFormatter();
  if (!block && !isSpam) return null;
  const name = isolate(block?.by ?? "");
  const until = block?.until && format.dateTime(Date.parse(block.until), { dateStyle: "medium", timeStyle: "short" });
  return (
    <div className="space-y-2">
      {block && (
        <Notice tone="warning">{until ? t("blockedUntil", { name, time: until }) : t("blocked", { name })}</Notice>
      )}
      {isSpam && <Notice tone="warning">{t("isSpam")}</Notice>}
    </div>
  );
}

function Facts({ panel }: { panel: VisitorPanelDto }) {
  const t = useTranslations("visitors.panel");
  const locale = useLocale();
  const { device, timeZone, country, utm, rating, isHere } = panel;
  const parts = [device.browser, device.os, device.kind && t("deviceKind", { kind: device.kind })].filter(Boolean);
  return (
    <dl className="space-y-4">
      <Fact term={t("here")}>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className={`size-2 rounded-full ${isHere ? "bg-success" : "bg-border-strong"}`} />
          {isHere ? t("isHere") : t("isAway")}
        </span>
      </Fact>
      {timeZone && (
        <Fact term={t("localTime")}>
          <LocalTime timeZone={timeZone} />
        </Fact>
      )}
      {country && <Fact term={t("country")}>{countryName(country, locale)}</Fact>}
      {parts.length > 0 && <Fact term={t("device")}>{parts.join(" · ")}</Fact>}
      {utm && (
        <Fact term={t("campaign")}>
          <ul>
            {Object.entries(utm).map(([name, value]) => (
              <li key={name}>
                <span className="text-muted">{name}: </span>
                <bdi>{value}</bdi>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {rating && (
        <Fact term={t("rating")}>
          <span className="inline-flex items-center gap-1.5">
            <Star aria-hidden className="size-3.5 text-muted" />
            {t("ratingScore", { score: rating.score })}
          </span>
          {rating.comment && <bdi className="mt-0.5 block whitespace-pre-wrap">{rating.comment}</bdi>}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="mt-0.5 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
