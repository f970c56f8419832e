"use client";

import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Badge } from "@/components/ui/display/badge";
import { Notice } from "@/components/ui/display/notice";
import { Field } from "@/components/ui/forms/field";
import { FormError } from "@/components/ui/forms/form-error";
import { Select } from "@/components/ui/forms/select";
import { Section } from "@/components/ui/layout/card";
import type { Tone } from "@/components/ui/tone";
import type { ActionResult } from "@/lib/http/result";
import type { DryRunDto } from "@/lib/routing/schemas";
import { DecisionList, useDecisionText } from "./decision-text";
import { wordOutcome, wordWait } from "./dry-run-words";

type Choice = { id: string; name: string; hidden: boolean; disabled: boolean };
/** A result and when it was had, ISO 8601. */
export type DryRun = { run: DryRunDto; at: string };

type Props = {
  departments: Choice[];
  initial: DryRun;
  ask: (departmentId: string) => Promise<ActionResult<DryRun>>;
};

const TONES: Record<DryRunDto["state"], Tone> = {
  open: "success",
  busy: "warning",
  away: "warning",
  closed: "neutral",
};

/** Asks where a chat of a visitor who came now would go, for one department after the other. */
export function DryRunDesk({ departments, initial, ask }: Props) {
  const t = useTranslations("routing.dryRun");
  const [chosenId, setChosenId] = useState(initial.run.departmentId);
  const [shown, setShown] = useState<DryRun | null>(initial);
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const department = departments.find(({ id }) => id === shown?.run.departmentId);

  const load = async (departmentId: string) => {
    setChosenId(departmentId);
    setPending(true);
    setError(undefined);
    const result = await callAction(() => ask(departmentId));
    setPending(false);
    if (result.ok) return setShown(result.data);
    setShown(null);
    setError(result.code);
  };
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("department")} className="w-full max-w-sm">
          <Select
            value={chosenId}
            disabled={isPending}
            onChange={(event) => void load(event.currentTarget.value)}
            options={departments.map((choice) => ({ value: choice.id, label: wordChoice(t, choice) }))}
          />
        </Field>
        <Button icon={<RefreshCw aria-hidden />} pending={isPending} onClick={() => void load(chosenId)}>
          {t("refresh")}
        </Button>
      </div>
      <FormError error={error} />
      {shown && department && <Result dryRun={shown} department={department} />}
    </div>
  );
}

function wordChoice(t: ReturnType<typeof useTranslations<"routing.dryRun">>, { name, hidden, disabled }: Choice) {
  if (disabled) return t("optionDisabled", { name });
  return hidden ? t("optionHidden", { name }) : name;
}

function Result({ dryRun: { run, at }, department }: { dryRun: DryRun; department: Choice }) {
  const t = useTranslations("routing.dryRun");
  const format = useFormatter();
  const decisionText = useDecisionText();
  const wordTime = (iso: string) =>
    format.dateTime(new Date(iso), {
      weekday: "long",
      day: "numeric",
      month: "long",
      hour: "numeric",
      minute: "2-digit",
    });
  const wait = wordWait(t, run);
  const isTurnedAway = run.state === "closed" || run.isFull;
  const isEmpty = run.decision.chosen === null && run.decision.fell.length === 0;
  return (
    <>
      {department.disabled && <Notice tone="warning">{t("disabled", { department: isolate(department.name) })}</Notice>}
      <Section title={t("result")} actions={<Badge tone={TONES[run.state]}>{t(`state.${run.state}`)}</Badge>}>
        <div role="status" className="max-w-prose space-y-2">
          <p className="break-words font-semibold text-base">{wordOutcome(t, run, department.name, wordTime)}</p>
          {!isTurnedAway && <p className="break-words">{t("because", { reason: decisionText(run.decision) })}</p>}
          {wait && <p>{wait}</p>}
          <p className="text-muted text-xs">
            {t("asOf", { time: format.dateTime(new Date(at), { timeStyle: "medium" }) })}
          </p>
        </div>
      </Section>
      <Section title={t("considered")} description={isTurnedAway ? t("ifOpen") : undefined}>
        {isEmpty ? <p className="text-muted">{t("nobodyConsidered")}</p> : <DecisionList decision={run.decision} />}
      </Section>
    </>
  );
}
