"use client";

import { useTranslations } from "use-intl";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import type { AuditEntryDto } from "@/lib/audit/schemas";
import { ChangedValue } from "./changed-value";

type Names = Readonly<Record<string, string>>;
type Props = { entry: AuditEntryDto; names: Names };

/** Field by field: what it was, and what it is. */
export function ChangeTable({ entry: { changes, data }, names }: Props) {
  const t = useTranslations("audit");
  const label = useFieldLabel(names);
  return (
    <div className="mt-1 mb-2">
      <Table label={t("details")}>
        <TableHead>
          <TableRow>
            <TableHeader className="w-1/4">{t("field")}</TableHeader>
            <TableHeader>{t("before")}</TableHeader>
            <TableHeader>{t("after")}</TableHeader>
          </TableRow>
        </TableHead>
        <tbody>
          {Object.entries(changes).map(([path, change]) => (
            <TableRow key={path}>
              <TableCell className="align-top font-medium">
                <bdi>{label(path)}</bdi>
              </TableCell>
              {"isSecret" in change ? (
                <TableCell colSpan={2} className="text-muted">
                  {t("secret")}
                </TableCell>
              ) : (
                <>
                  <TableCell label={t("before")} className="align-top text-muted">
                    <ChangedValue field={path} value={change.before} names={names} />
                  </TableCell>
                  <TableCell label={t("after")} className="align-top">
                    <ChangedValue field={path} value={change.after} names={names} />
                  </TableCell>
                </>
              )}
            </TableRow>
          ))}
          {Object.entries(data).map(([key, value]) => (
            <TableRow key={`data ${key}`}>
              <TableCell className="align-top font-medium">
                {t.has(`data.${key}` as "data.chats") ? t(`data.${key}` as "data.chats") : key}
              </TableCell>
              <TableCell className="max-sm:hidden" />
              <TableCell className="align-top">
                <ChangedValue field={key} value={value} names={names} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The name of a field, and of its part: an operator or a department by name, anything else as it is stored. */
function useFieldLabel(names: Names) {
  const t = useTranslations("audit");
  return (path: string): string => {
    const [field = path, ...parts] = path.split(".");
    const key = `fields.${field}` as "fields.name";
    return [t.has(key) ? t(key) : field, ...parts.map((part) => names[part] ?? part)].join(" · ");
  };
}
