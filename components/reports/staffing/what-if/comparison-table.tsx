"use client";

import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import type { Compared, ReplayFigures } from "@/lib/staffing/what-if-schemas";
import { REPLAY_FIGURES, type ReplayFigure, useReplayText } from "./use-replay-text";

const COLUMNS = ["recorded", "asWas", "whatIf"] as const;
const NAMES = Object.keys(REPLAY_FIGURES) as ReplayFigure[];

/** Every figure as it was recorded, as the replay has it, and as it would be. */
export function ComparisonTable({ compared, label }: { compared: Compared<ReplayFigures>; label: string }) {
  const t = useTranslations("staffing.whatIf");
  const text = useReplayText();
  const columns = COLUMNS.flatMap((name) => {
    const figures = compared[name];
    return figures ? [{ name, figures }] : [];
  });
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          <TableHeader>{t("column.figure")}</TableHeader>
          {columns.map(({ name }) => (
            <TableHeader key={name} className="sm:text-end">
              {t(`column.${name}`)}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <tbody>
        {NAMES.map((name) => (
          <TableRow key={name}>
            <TableCell className="py-2 font-medium">{t(`figure.${name}`)}</TableCell>
            {columns.map(({ name: column, figures }) => (
              <TableCell
                key={column}
                label={t(`column.${column}`)}
                className={cn("py-2 tabular-nums sm:text-end", column === "whatIf" && "font-semibold")}
              >
                {text(name, figures[name])}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
