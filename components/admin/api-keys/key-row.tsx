"use client";

import { Ban, Ellipsis, RefreshCw } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Badge } from "@/components/ui/display/badge";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { TableCell, TableRow } from "@/components/ui/display/table";
import { DropdownMenu, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import type { ApiKeyDto } from "@/lib/api-keys/schemas";

type Props = { apiKey: ApiKeyDto; onReplace: () => void; onRevoke: () => void };

const TONES = { active: "success", expired: "warning", revoked: "neutral" } as const;

export function KeyRow({ apiKey, onReplace, onRevoke }: Props) {
  const t = useTranslations("api");
  const { name, keyStart, scopes, state, lastUsedAt, createdBy } = apiKey;
  return (
    <TableRow>
      <TableCell>
        <bdi className="font-medium">{name}</bdi>
        <span className="block text-muted text-xs">
          <code dir="ltr">{keyStart}…</code>
          {createdBy !== null && <> · {t("madeBy", { name: isolate(createdBy) })}</>}
        </span>
      </TableCell>
      <TableCell label={t("scopes")}>
        <ul dir="ltr" className="flex flex-wrap gap-1">
          {scopes.map((scope) => (
            <li key={scope}>
              <Badge>
                <code>{scope}</code>
              </Badge>
            </li>
          ))}
        </ul>
      </TableCell>
      <TableCell label={t("state")} className="whitespace-nowrap">
        <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
        <End apiKey={apiKey} />
      </TableCell>
      <TableCell label={t("lastUsed")} className="whitespace-nowrap text-muted">
        {lastUsedAt === null ? t("neverUsed") : <RelativeTime value={lastUsedAt} />}
      </TableCell>
      <TableCell isAction>
        {state !== "revoked" && (
          <DropdownMenu
            align="end"
            trigger={<IconButton label={t("actions", { name: isolate(name) })} icon={<Ellipsis aria-hidden />} />}
          >
            <MenuItem icon={<RefreshCw aria-hidden />} onSelect={onReplace}>
              {t("replace.action")}
            </MenuItem>
            <MenuItem icon={<Ban aria-hidden />} tone="danger" onSelect={onRevoke}>
              {t("revoke.action")}
            </MenuItem>
          </DropdownMenu>
        )}
      </TableCell>
    </TableRow>
  );
}

/** Until when a key is good that still is. */
function End({ apiKey: { state, expiresAt } }: Pick<Props, "apiKey">) {
  const t = useTranslations("api");
  const format = useFormatter();
  if (state !== "active") return null;
  return (
    <span className="mt-0.5 block text-muted text-xs">
      {expiresAt === null
        ? t("unlimited")
        : t("until", { date: format.dateTime(new Date(expiresAt), { dateStyle: "medium" }) })}
    </span>
  );
}
