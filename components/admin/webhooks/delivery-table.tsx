"use client";

import { Eye, RefreshCw, ScrollText, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { Section } from "@/components/ui/layout/card";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";
import type { DeliveryDto, DeliveryPage, SentDto } from "@/lib/webhooks/schemas";
import { DeliveryDialog } from "./delivery-dialog";
import { DeliveryAnswer, DeliveryState } from "./delivery-parts";
import { useOutcomeText } from "./use-outcome-text";

type Props = {
  page: DeliveryPage;
  isFirst: boolean;
  /** Of the page of the webhook. */
  path: string;
  resend: (deliveryId: string) => Promise<ActionResult<SentDto>>;
};

/** The log of a webhook, page by page. */
export function DeliveryTable({ page: { deliveries, hasMore }, isFirst, path, resend }: Props) {
  const t = useTranslations("webhooks.log");
  const format = useFormatter();
  const [shownId, setShownId] = useState<string | null>(null);
  const router = useRouter();
  const [isReading, read] = useTransition();
  const { sendingId, send } = useResend(resend);
  const shown = deliveries.find(({ id }) => id === shownId);
  const last = deliveries.at(-1);
  return (
    <Section
      title={t("title")}
      description={t("text")}
      actions={
        <Button
          size="sm"
          icon={<RefreshCw aria-hidden />}
          pending={isReading}
          onClick={() => read(() => router.refresh())}
        >
          {t("refresh")}
        </Button>
      }
    >
      {deliveries.length === 0 ? (
        <EmptyState icon={<ScrollText />} title={t("empty")} />
      ) : (
        <Table label={t("title")}>
          <TableHead>
            <TableRow>
              <TableHeader>{t("event")}</TableHeader>
              <TableHeader>{t("state")}</TableHeader>
              <TableHeader>{t("answer")}</TableHeader>
              <TableHeader>{t("attempts")}</TableHeader>
              <TableHeader>{t("time")}</TableHeader>
              <TableHeader>
                <span className="sr-only">{t("show")}</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <tbody>
            {deliveries.map((one) => (
              <TableRow key={one.id}>
                <TableCell>
                  <code className="text-sm">{one.type}</code>
                </TableCell>
                <TableCell label={t("state")}>
                  <DeliveryState delivery={one} />
                </TableCell>
                <TableCell label={t("answer")} className="text-sm">
                  <DeliveryAnswer delivery={one} />
                </TableCell>
                <TableCell label={t("attempts")} className="tabular-nums">
                  {format.number(one.attempts)}
                </TableCell>
                <TableCell label={t("time")} className="whitespace-nowrap text-muted text-sm">
                  {format.dateTime(new Date(one.createdAt), { dateStyle: "short", timeStyle: "medium" })}
                </TableCell>
                <TableCell isAction className="whitespace-nowrap">
                  <IconButton
                    label={t("showOf", { event: one.type })}
                    icon={<Eye aria-hidden />}
                    onClick={() => setShownId(one.id)}
                  />
                  <IconButton
                    label={t("resendOf", { event: one.type })}
                    icon={<Send aria-hidden />}
                    aria-disabled={sendingId !== null || undefined}
                    onClick={() => void send(one)}
                  />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
      {(hasMore || !isFirst) && (
        <nav aria-label={t("title")} className="mt-4 flex justify-end gap-2">
          {!isFirst && (
            <LinkButton size="sm" href={path}>
              {t("newest")}
            </LinkButton>
          )}
          {hasMore && last && (
            <LinkButton size="sm" href={`${path}?before=${last.id}`}>
              {t("older")}
            </LinkButton>
          )}
        </nav>
      )}
      {shown && (
        <DeliveryDialog
          delivery={shown}
          isSending={sendingId === shown.id}
          onResend={() => void send(shown)}
          onClose={() => setShownId(null)}
        />
      )}
    </Section>
  );
}

/** One at a time: two of the same would both arrive. */
function useResend(resend: Props["resend"]) {
  const outcomeText = useOutcomeText();
  const errorText = useErrorText();
  const [sendingId, setSendingId] = useState<string | null>(null);
  const send = async ({ id }: DeliveryDto) => {
    if (sendingId !== null) return;
    setSendingId(id);
    const result = await callAction(() => resend(id));
    setSendingId(null);
    if (!result.ok) return toast.error(errorText(result.code));
    const { failure, status } = result.data;
    return toast[failure === null ? "success" : "error"](outcomeText(failure, status));
  };
  return { sendingId, send };
}
