"use client";

import { ChevronDown, RefreshCw } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Badge } from "@/components/ui/display/badge";
import { Dialog, DialogClose } from "@/components/ui/overlays/dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { Tone } from "@/components/ui/tone";
import type { ActionResult } from "@/lib/http/result";
import { failureOf, type SynchronizeOutcome, type SynchronizeResult } from "@/lib/settings/sync-schemas";

type Props = { synchronize: () => Promise<ActionResult<SynchronizeResult[]>> };

const TONES: Record<SynchronizeOutcome, Tone> = {
  done: "success",
  failed: "danger",
  nothing: "neutral",
  notConnected: "neutral",
};

/** The menu of the page; what Synchronize did stands in a window, target by target. */
export function SettingsActions({ synchronize }: Props) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [pending, setPending] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [results, setResults] = useState<SynchronizeResult[]>([]);
  const run = async () => {
    setPending(true);
    const result = await callAction(synchronize);
    setPending(false);
    if (!result.ok) return void toast.error(errorText(result.code));
    setResults(result.data);
    setOpen(true);
  };
  const hasFailed = results.some(({ outcome }) => outcome === "failed");
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <Button pending={pending} icon={<ChevronDown aria-hidden />}>
            {t("actions")}
          </Button>
        }
      >
        <MenuItem icon={<RefreshCw aria-hidden />} onSelect={() => void run()}>
          {t("synchronize.action")}
        </MenuItem>
      </DropdownMenu>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("synchronize.title")}
        description={t("synchronize.text")}
        footer={
          <>
            {hasFailed && (
              <Button pending={pending} icon={<RefreshCw aria-hidden />} onClick={() => void run()}>
                {t("synchronize.retry")}
              </Button>
            )}
            <DialogClose>
              <Button variant="primary">{common("close")}</Button>
            </DialogClose>
          </>
        }
      >
        <ul aria-live="polite" className="divide-y divide-border">
          {results.map((result) => (
            <ResultRow key={result.target} result={result} />
          ))}
        </ul>
      </Dialog>
    </>
  );
}

function ResultRow({ result: { target, outcome, facts, problem, text } }: { result: SynchronizeResult }) {
  const t = useTranslations("settings.synchronize");
  const tCrm = useTranslations("crm");
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{t("target", { target })}</p>
        <ul className="text-muted text-xs">
          {facts.map(({ name, count }) => (
            <li key={name}>{t(`facts.${name}`, { count })}</li>
          ))}
        </ul>
        <Problem problem={problem} />
        {text !== "" && <p className="mt-1 break-words text-muted text-xs">{tCrm("said", { text })}</p>}
      </div>
      <Badge tone={TONES[outcome]}>{t("outcome", { outcome })}</Badge>
    </li>
  );
}

function Problem({ problem }: Pick<SynchronizeResult, "problem">) {
  const t = useTranslations("settings.synchronize");
  const tCrm = useTranslations("crm.failures");
  if (problem === null) return null;
  if (problem === "crm.incomplete") return <p className="text-danger-text">{t("incomplete")}</p>;
  if (problem === "realtime" || problem === "telegram" || problem === "mail" || problem === "unexpected") {
    return <p className="text-danger-text">{t(`problems.${problem}`)}</p>;
  }
  return (
    <>
      <p className="text-danger-text">{tCrm(failureOf(problem))}</p>
      <p className="text-muted text-xs">{t("kept")}</p>
    </>
  );
}
