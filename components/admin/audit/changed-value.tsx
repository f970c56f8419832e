"use client";

import { useTranslations } from "use-intl";
import { type AuditValue, isEmpty } from "@/lib/audit/rules";

type Props = { field: string; value: AuditValue; names: Readonly<Record<string, string>> };

/** Longer texts are folded: a page of the log is for finding, not for reading them all. */
const FOLD_FROM = 160;
const COLOR = /^#[0-9a-f]{6}$/i;

/** A value of a setting for people: names for ids, words for switches, a swatch beside a colour. */
export function ChangedValue({ field, value, names }: Props) {
  const t = useTranslations("audit");
  if (isEmpty(value)) return <span className="text-muted">{t("notSet")}</span>;
  if (typeof value === "boolean") return t(value ? "on" : "off");
  if (field === "logoId" || field === "pictureId") return t("picture");
  const text = textOf(value, names);
  if (COLOR.test(text)) {
    return (
      <span className="inline-flex items-center gap-2">
        <span
          aria-hidden
          className="size-4 rounded-sm border border-border-strong forced-color-adjust-none"
          style={{ backgroundColor: text }}
        />
        {text}
      </span>
    );
  }
  if (text.length <= FOLD_FROM) return <Text>{text}</Text>;
  return (
    <details>
      <summary className="cursor-pointer rounded-sm hover:text-foreground">
        <bdi className="break-words">{`${text.slice(0, FOLD_FROM).toWellFormed().trimEnd()}…`}</bdi>{" "}
        <span className="underline decoration-dotted underline-offset-4">{t("more")}</span>
      </summary>
      <div className="mt-2 max-h-96 overflow-y-auto border-border border-s-2 ps-3">
        <Text>{text}</Text>
      </div>
    </details>
  );
}

const Text = ({ children }: { children: string }) => (
  <bdi className="whitespace-pre-wrap break-words [overflow-wrap:anywhere]">{children}</bdi>
);

function textOf(value: AuditValue, names: Props["names"]): string {
  if (typeof value === "string") return names[value] ?? value;
  if (Array.isArray(value)) {
    const isPlain = value.every((one) => typeof one === "string" || typeof one === "number");
    return isPlain
      ? value.map((one) => textOf(one, names)).join(", ")
      : value.map((one) => JSON.stringify(one)).join("\n");
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
