"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { Card } from "@/components/ui/layout/card";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { BlockDto } from "@/lib/blocks/schemas";
import type { ActionResult } from "@/lib/http/result";

type Props = { blocks: readonly BlockDto[]; lift: (blockId: string) => Promise<ActionResult<void>> };

/** Who is blocked, by whom and until when; lifting takes effect at once. */
export function BlockList({ blocks, lift }: Props) {
  const t = useTranslations("visitors.blocks");
  if (blocks.length === 0) {
    return (
      <Card>
        <EmptyState icon={<ShieldCheck />} title={t("emptyTitle")} text={t("emptyText")} />
      </Card>
    );
  }
  return (
    <Table label={t("table")}>
      <TableHead>
        <tr>
          <TableHeader>{t("visitor")}</TableHeader>
          <TableHeader>{t("reason")}</TableHeader>
          <TableHeader>{t("by")}</TableHeader>
          <TableHeader>{t("until")}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t("lift")}</span>
          </TableHeader>
        </tr>
      </TableHead>
      <tbody>
        {blocks.map((block) => (
          <BlockRow key={block.id} block={block} lift={lift} />
        ))}
      </tbody>
    </Table>
  );
}

function BlockRow({ block, lift }: { block: BlockDto; lift: Props["lift"] }) {
  const t = useTranslations("visitors.blocks");
  const errorText = useErrorText();
  const format = useFormatter();
  const [isPending, setPending] = useState(false);
  const moment = (at: string) => format.dateTime(Date.parse(at), { dateStyle: "medium", timeStyle: "short" });
  const name = block.visitorName || t("noName");
  const run = async () => {
    setPending(true);
    const result = await callAction(() => lift(block.id));
    setPending(false);
    if (result.ok) toast.success(t("toast"));
    else toast.error(errorText(result.code));
  };
  return (
    <TableRow>
      <TableCell>
        <bdi className="font-medium [overflow-wrap:anywhere]">{name}</bdi>
        {block.department && <DepartmentMark department={block.department} size="sm" className="mt-1" />}
      </TableCell>
      <TableCell label={t("reason")}>
        {block.reason ? (
          <bdi className="whitespace-pre-wrap [overflow-wrap:anywhere]">{block.reason}</bdi>
        ) : (
          <span className="text-muted">{t("noReason")}</span>
        )}
      </TableCell>
      <TableCell label={t("by")}>
        <bdi>{block.by}</bdi>
        <time dateTime={block.createdAt} className="block text-muted text-xs">
          {moment(block.createdAt)}
        </time>
      </TableCell>
      <TableCell label={t("until")}>
        {block.lifted
          ? t("lifted", { name: isolate(block.lifted.by) })
          : block.until
            ? moment(block.until)
            : t("forGood")}
        {!block.lifted && !block.isActive && <span className="block text-muted text-xs">{t("over")}</span>}
        {block.isActive && block.addressUntil && (
          <span className="block text-muted text-xs">{t("address", { time: moment(block.addressUntil) })}</span>
        )}
      </TableCell>
      <TableCell isAction>
        {block.isActive && (
          <Button size="sm" pending={isPending} aria-label={t("liftNamed", { name })} onClick={() => void run()}>
            {t("lift")}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}
