"use client";

import { ChevronRight } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { AttemptDto } from "@/lib/webhooks/schemas";
import { useOutcomeText } from "./use-outcome-text";

/** Every attempt that is kept of a delivery, newest first; what was answered opens. */
export function AttemptList({ attempts }: { attempts: readonly AttemptDto[] }) {
  const t = useTranslations("webhooks.log");
  if (attempts.length === 0) return <p className="text-muted text-sm">{t("noAttempts")}</p>;
  return (
    <ol className="divide-y divide-border rounded-md border border-border">
      {attempts.map((attempt) => (
        <li key={attempt.number}>
          <Attempt attempt={attempt} />
        </li>
      ))}
    </ol>
  );
}

function Attempt({ attempt }: { attempt: AttemptDto }) {
  const t = useTranslations("webhooks.log");
  const answer = [attempt.error, attempt.responseText].filter((text) => text !== null && text !== "").join("\n");
  if (!answer) {
    return (
      <div className="px-3 py-2">
        <Head attempt={attempt} />
      </div>
    );
  }
  return (
    <details className="group">
      <summary className="flex min-h-8 cursor-pointer list-none items-start gap-2 rounded-md px-3 py-2">
        <ChevronRight
          className="mt-0.5 size-4 shrink-0 text-muted group-open:rotate-90 rtl:rotate-180 rtl:group-open:rotate-90"
          aria-hidden
        />
        <Head attempt={attempt} />
      </summary>
      <figure aria-label={t("response")} className="border-border border-t bg-surface-sunken">
        <pre className="max-h-60 overflow-auto whitespace-pre-wrap break-all px-3 py-2 font-mono text-sm">
          <code>{answer}</code>
        </pre>
      </figure>
    </details>
  );
}

function Head({ attempt: { at, isUnderWay, failure, responseStatus, durationMs } }: { attempt: AttemptDto }) {
  const t = useTranslations("webhooks.log");
  const format = useFormatter();
  const outcomeText = useOutcomeText();
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3 align-top text-sm">
      <time dateTime={at} className="whitespace-nowrap text-muted tabular-nums">
        {format.dateTime(new Date(at), { dateStyle: "short", timeStyle: "medium" })}
      </time>
      <span className={failure === null ? undefined : "text-danger-text"}>
        {isUnderWay ? t("underWay") : outcomeText(failure, responseStatus)}
      </span>
      {durationMs !== null && <span className="text-muted tabular-nums">{t("took", { ms: durationMs })}</span>}
    </span>
  );
}
