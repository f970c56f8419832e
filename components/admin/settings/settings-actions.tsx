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
import type { SynchronizeOutcome, SynchronizeResult } from "@/lib/settings/schemas";

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

function ResultRow({ result: { target, outcome, count } }: { result: SynchronizeResult }) {
  const t = useTranslations("settings.synchronize");
  const told = target === "inboxes" ? t("operators", { count }) : t("chats", { count });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t("target", { target })}</p>
        {count > 0 && <p className="text-muted text-xs">{told}</p>}
        {outcome === "failed" && <p className="text-danger-text">{t("failed")}</p>}
      </div>
      <Badge tone={TONES[outcome]}>{t("outcome", { outcome })}</Badge>
    </li>
  );
}
