"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { useSpanText } from "@/components/inbox/times";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import type { ReportChat } from "@/lib/reports/chat-schemas";

const TIMES = ["wait", "firstResponse", "handling"] as const;

export function ChatsTable({ chats, zone }: { chats: readonly ReportChat[]; zone: string }) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const spanText = useSpanText();
  const span = (seconds: number | null) => (seconds === null ? t("none") : spanText(Math.round(seconds) * 1000));
  return (
    <Table label={t("chats.title")} className="sm:[&_td]:px-2.5 sm:[&_th]:px-2.5">
      <TableHead>
        <TableRow>
          <TableHeader>{t("chats.began")}</TableHeader>
          <TableHeader>{t("chats.visitor")}</TableHeader>
          <TableHeader>{t("group.department")}</TableHeader>
          <TableHeader>{t("group.operator")}</TableHeader>
          {TIMES.map((name) => (
            <TableHeader key={name} className="sm:text-end">
              {t(`chats.${name}`)}
            </TableHeader>
          ))}
          <TableHeader>{t("chats.end")}</TableHeader>
          <TableHeader className="sm:text-end">{t("figure.rating")}</TableHeader>
        </TableRow>
      </TableHead>
      <tbody>
        {chats.map((chat) => (
          <TableRow key={chat.legId}>
            <TableCell className="tabular-nums sm:whitespace-nowrap">
              {format.dateTime(new Date(chat.beganAt), { timeZone: zone, dateStyle: "medium", timeStyle: "short" })}
            </TableCell>
            <TableCell label={t("chats.visitor")} className="sm:max-w-56">
              <VisitorLink chat={chat} />
            </TableCell>
            <TableCell label={t("group.department")} className="sm:max-w-48">
              <bdi className="block truncate max-sm:whitespace-normal">{chat.department}</bdi>
            </TableCell>
            <TableCell label={t("group.operator")} className="sm:max-w-48">
              <bdi className="block truncate max-sm:whitespace-normal">{chat.operator ?? t("chats.nobody")}</bdi>
            </TableCell>
            {TIMES.map((name) => (
              <TableCell
                key={name}
                label={t(`chats.${name}`)}
                className="tabular-nums sm:whitespace-nowrap sm:text-end"
              >
                {span(chat[name])}
              </TableCell>
            ))}
            <TableCell label={t("chats.end")} className="sm:whitespace-nowrap">
              <End chat={chat} />
            </TableCell>
            <TableCell label={t("figure.rating")} className="tabular-nums sm:text-end">
              {chat.rating === null ? t("none") : format.number(chat.rating)}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function VisitorLink({ chat: { chatId, visitor, isVisible } }: { chat: ReportChat }) {
  const t = useTranslations("reports");
  if (!isVisible) return <span className="text-muted">{t("chats.elsewhere")}</span>;
  return (
    <Link
      href={`/inbox/${chatId}`}
      className="block truncate rounded-sm font-medium underline decoration-border-strong underline-offset-2 hover:decoration-current max-sm:whitespace-normal"
    >
      <bdi>{visitor || t("chats.nameless")}</bdi>
    </Link>
  );
}

function End({ chat: { end, leftAtPlace, operator } }: { chat: ReportChat }) {
  const t = useTranslations("reports");
  if (end === null) return t("chats.ends.open");
  if (end === "left" && operator === null && leftAtPlace !== null) return t("chats.leftAt", { place: leftAtPlace });
  return t(`chats.ends.${end}`);
}
