"use client";

import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Badge } from "@/components/ui/display/badge";
import { EmptyState } from "@/components/ui/display/empty-state";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { callJson } from "@/lib/http/client";
import type { ActionResult } from "@/lib/http/result";
import { type ForgetInstallInput, type InstallDto, installsDto } from "@/lib/installs/schemas";

type Props = {
  initial: readonly InstallDto[];
  /** Null: of the company's snippet. */
  departmentId: string | null;
  /** Host of this installation, for what has to be allowed elsewhere. */
  host: string;
  forget: (install: ForgetInstallInput) => Promise<ActionResult<void>>;
};

/** Between two looks while the page is before somebody's eyes. */
const LOOK_MS = 4000;

/** The sites that carry a snippet, followed live, and what is wrong there with how to mend it. */
export function InstallList({ initial, departmentId, host, forget }: Props) {
  const t = useTranslations("appearance.installs");
  const { installs, hasFailed, drop } = useInstalls(initial, departmentId);
  return (
    <div>
      <p role="status" className="mb-3 text-muted text-xs">
        {hasFailed ? t("failed") : t("live")}
      </p>
      {installs.length === 0 ? (
        <EmptyState title={t("none")} text={t("noneText")} />
      ) : (
        <ul className="divide-y divide-border rounded-md border border-border">
          {installs.map((install) => (
            <li key={`${install.key} ${install.origin}`} className="px-4 py-3">
              <Install
                install={install}
                host={host}
                onForget={async () => {
                  const { key, origin } = install;
                  const result = await callAction(() => forget({ key, origin }));
                  if (result.ok) drop(install);
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type InstallProps = { install: InstallDto; host: string; onForget: () => Promise<void> };

function Install({ install, host, onForget }: InstallProps) {
  const t = useTranslations("appearance.installs");
  const { origin, path, problem, problemPath, lastSeenAt } = install;
  const site = origin === "" ? t("somewhere") : isolate(origin.replace(/^https?:\/\//, ""));
  return (
    <div className="flex items-start gap-3">
      {problem ? (
        <TriangleAlert aria-hidden className="mt-0.5 size-4.5 shrink-0 text-warning" />
      ) : (
        <CircleCheck aria-hidden className="mt-0.5 size-4.5 shrink-0 text-success" />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="font-medium [overflow-wrap:anywhere]">
            {origin === "" ? t("seenSomewhere") : t("seen", { origin: site })}
          </span>
          <RelativeTime value={lastSeenAt} className="text-muted text-xs" />
          <Badge tone={problem ? "warning" : "success"}>{problem ? t(`problem.${problem}`) : t("ok")}</Badge>
        </p>
        {path && (
          <p className="mt-0.5 font-mono text-muted text-xs [overflow-wrap:anywhere]">
            <bdi>{path}</bdi>
          </p>
        )}
        {problem && (
          <p className="mt-1 max-w-prose">
            {t(`mend.${problem}`, { origin: site, host, path: problemPath ? isolate(problemPath) : "none" })}
          </p>
        )}
      </div>
      <IconButton
        label={t("forget", { origin: site })}
        icon={<X aria-hidden />}
        size="sm"
        onClick={() => void onForget()}
      />
    </div>
  );
}

/** The list as it is now. What was forgotten by hand is gone at once. */
function useInstalls(initial: readonly InstallDto[], departmentId: string | null) {
  const [installs, setInstalls] = useState(initial);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const query = departmentId === null ? "" : `?department=${departmentId}`;
    const controller = new AbortController();
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const { signal } = controller;
      const result = await callJson("GET", `/api/installs${query}`, { schema: installsDto, signal });
      if (signal.aborted) return;
      setFailed(!result.ok);
      if (result.ok) setInstalls(result.data.installs);
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [departmentId]);
  const drop = (gone: InstallDto) =>
    setInstalls((now) => now.filter(({ key, origin }) => key !== gone.key || origin !== gone.origin));
  return { installs, hasFailed, drop };
}
