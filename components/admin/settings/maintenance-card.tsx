"use client";

import { useState, useSyncExternalStore } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { StatusDot } from "@/components/ui/display/status-dot";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Section } from "@/components/ui/layout/card";
import type { ActionResult } from "@/lib/http/result";
import type { MaintenanceDto, MaintenanceFormValues } from "@/lib/settings/schemas";

type Props = {
  maintenance: MaintenanceDto;
  save: (values: MaintenanceFormValues) => Promise<ActionResult<void>>;
};

/** An instant as a field of date and time shows it, in the reader's time zone. */
function toLocal(iso: string | null): string {
  if (iso === null) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const unchanging = () => () => undefined;

/** The switch for planned work: what visitors write waits in their browsers meanwhile. */
export function MaintenanceCard({ maintenance, save }: Props) {
  const t = useTranslations("settings.maintenance");
  const [typed, setTyped] = useState<string>();
  // The time zone is the browser's: the server's HTML leaves the field empty.
  const stored = useSyncExternalStore(
    unchanging,
    () => toLocal(maintenance?.until ?? null),
    () => "",
  );
  const until = typed ?? stored;
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState<"on" | "off">();
  const isOn = maintenance !== null;

  const change = async (next: boolean) => {
    const at = until === "" ? null : new Date(until);
    if (next && at && !(at.getTime() > Date.now())) return setError("date");
    setError(undefined);
    setPending(next ? "on" : "off");
    const result = await callAction(() => save({ isOn: next, until: next ? (at?.toISOString() ?? null) : null }));
    setPending(undefined);
    if (!result.ok) return setError(result.fields?.until ?? result.code);
    setTyped(undefined);
    toast.success(t(next ? "started" : "stopped"));
  };
  return (
    <div className="mb-6">
      <Section title={t("title")} description={t("lead")}>
        <p className="flex flex-wrap items-center gap-x-3" role="status">
          <StatusDot tone={isOn ? "warning" : "neutral"}>{t(isOn ? "on" : "off")}</StatusDot>
          {maintenance && (
            <span className="text-muted">
              {t.rich("since", { time: () => <RelativeTime value={maintenance.since} /> })}
            </span>
          )}
        </p>
        <form
          noValidate
          className="mt-4 flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void change(true);
          }}
        >
          <Field label={t("until")} hint={t("untilHint")} error={error} optional>
            <Input type="datetime-local" value={until} onChange={(event) => setTyped(event.target.value)} />
          </Field>
          <Button type="submit" variant="secondary" pending={pending === "on"}>
            {t(isOn ? "change" : "start")}
          </Button>
          {isOn && (
            <Button variant="primary" pending={pending === "off"} onClick={() => void change(false)}>
              {t("stop")}
            </Button>
          )}
        </form>
      </Section>
    </div>
  );
}
