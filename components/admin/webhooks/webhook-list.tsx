"use client";

import { Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { TextLink } from "@/components/ui/actions/text-link";
import { EmptyState } from "@/components/ui/display/empty-state";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import type { ActionResult } from "@/lib/http/result";
import type { DepartmentOption } from "@/lib/operators/schemas";
import type { WebhookDto, WebhookInput } from "@/lib/webhooks/schemas";
import { WebhookDialog } from "./webhook-dialog";
import { WebhookState } from "./webhook-state";

type Props = {
  webhooks: readonly WebhookDto[];
  departments: readonly DepartmentOption[];
  allowsPrivate: boolean;
  create: (input: WebhookInput) => Promise<ActionResult<{ id: string; secret: string }>>;
};

/** All webhooks, each with how it goes. */
export function WebhookList({ webhooks, departments, allowsPrivate, create }: Props) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const [isNew, setIsNew] = useState(false);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("intro")}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setIsNew(true)}>
            {t("new")}
          </Button>
        }
      />
      {webhooks.length === 0 ? (
        <Card>
          <EmptyState icon={<Webhook />} title={t("none")} text={t("empty")} />
        </Card>
      ) : (
        <Table label={t("title")}>
          <TableHead>
            <TableRow>
              <TableHeader>{t("name")}</TableHeader>
              <TableHeader>{t("state")}</TableHeader>
              <TableHeader>{t("waiting")}</TableHeader>
              <TableHeader>{t("lastDelivered")}</TableHeader>
            </TableRow>
          </TableHead>
          <tbody>
            {webhooks.map((webhook) => (
              <TableRow key={webhook.id}>
                <TableCell>
                  <TextLink href={`/admin/webhooks/${webhook.id}`}>
                    <bdi>{webhook.name}</bdi>
                  </TextLink>
                  <span dir="ltr" className="block max-w-80 truncate text-muted text-xs">
                    {webhook.url}
                  </span>
                </TableCell>
                <TableCell label={t("state")}>
                  <WebhookState webhook={webhook} />
                </TableCell>
                <TableCell label={t("waiting")} className="tabular-nums">
                  {format.number(webhook.waiting)}
                </TableCell>
                <TableCell label={t("lastDelivered")} className="text-muted">
                  {webhook.lastDeliveredAt === null ? t("never") : <RelativeTime value={webhook.lastDeliveredAt} />}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
      {isNew && (
        <WebhookDialog
          webhook={null}
          departments={departments}
          allowsPrivate={allowsPrivate}
          save={create}
          onClose={() => setIsNew(false)}
        />
      )}
    </>
  );
}
