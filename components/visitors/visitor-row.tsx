"use client";

import { BadgeCheck, MessageCirclePlus } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { PageLink } from "@/components/inbox/page-link";
import { Elapsed } from "@/components/inbox/times";
import { countryName } from "@/components/inbox/visitor-panel/country-name";
import { Button } from "@/components/ui/actions/button";
import { LinkButton } from "@/components/ui/actions/link-button";
import { Badge } from "@/components/ui/display/badge";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import { TableCell, TableRow } from "@/components/ui/display/table";
import type { VisitorHereDto } from "@/lib/presences/schemas";
import { useVisitorName } from "./use-visitor-name";

type Props = { visitor: VisitorHereDto; mayStart: boolean; onStart: (from: HTMLElement) => void };

export function VisitorRow({ visitor, mayStart, onStart }: Props) {
  const t = useTranslations("visitors.board");
  const locale = useLocale();
  const name = useVisitorName()(visitor);
  const { page, department, referrer, country } = visitor;
  return (
    <TableRow>
      <TableCell>
        <span className="flex flex-wrap items-center gap-x-1.5">
          <bdi className="font-medium [overflow-wrap:anywhere]">{name}</bdi>
          {visitor.isVerified && (
            <span className="inline-flex items-center gap-1 text-success-text text-xs">
              <BadgeCheck aria-hidden className="size-3.5" />
              {t("verified")}
            </span>
          )}
        </span>
        <span className="mt-1 block text-muted text-xs">
          {department ? <DepartmentMark department={department} size="sm" /> : t("company")}
        </span>
      </TableCell>
      <TableCell label={t("page")} className="sm:max-w-72">
        {page.title && <bdi className="block [overflow-wrap:anywhere]">{page.title}</bdi>}
        <PageLink url={page.url} className="max-w-full text-muted text-xs" />
      </TableCell>
      <TableCell label={t("since")}>
        <Elapsed since={page.since} className="tabular-nums" />
      </TableCell>
      <TableCell label={t("pages")} className="tabular-nums">
        {visitor.pages}
      </TableCell>
      <TableCell label={t("referrer")} className="sm:max-w-48">
        {referrer ? (
          <PageLink url={referrer} className="max-w-full" />
        ) : (
          <span className="text-muted">{t("direct")}</span>
        )}
      </TableCell>
      <TableCell label={t("country")}>
        {country ? countryName(country, locale) : <span className="text-muted">{t("unknown")}</span>}
      </TableCell>
      <TableCell label={t("state")}>
        <State visitor={visitor} />
      </TableCell>
      <TableCell className="sm:text-end">
        <Acts visitor={visitor} name={name} mayStart={mayStart} onStart={onStart} />
      </TableCell>
    </TableRow>
  );
}

function State({ visitor: { state, operatorName, chats } }: { visitor: VisitorHereDto }) {
  const t = useTranslations("visitors.board.states");
  if (state === "chatting") {
    return (
      <Badge tone="accent">{operatorName ? t("chattingWith", { name: isolate(operatorName) }) : t("chatting")}</Badge>
    );
  }
  if (state === "before") return <Badge>{t("before", { count: chats })}</Badge>;
  return <Badge tone={state === "waiting" ? "warning" : "neutral"}>{t(state)}</Badge>;
}

function Acts({ visitor, name, mayStart, onStart }: Props & { name: string }) {
  const t = useTranslations("visitors.board");
  const { state, openChatId, lastChatId } = visitor;
  const isFree = state === "looking" || state === "before";
  return (
    <span className="inline-flex flex-wrap gap-2 sm:justify-end">
      {openChatId && (
        <LinkButton size="sm" href={`/inbox/${openChatId}`} aria-label={t("openChatNamed", { name })}>
          {t("openChat")}
        </LinkButton>
      )}
      {isFree && lastChatId && (
        <LinkButton size="sm" variant="ghost" href={`/inbox/${lastChatId}`} aria-label={t("lastChatNamed", { name })}>
          {t("lastChat")}
        </LinkButton>
      )}
      {isFree && mayStart && (
        <Button
          size="sm"
          variant="primary"
          icon={<MessageCirclePlus aria-hidden />}
          aria-label={t("startNamed", { name })}
          onClick={(event) => onStart(event.currentTarget)}
        >
          {t("start")}
        </Button>
      )}
    </span>
  );
}
