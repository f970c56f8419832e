"use client";

import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Section } from "@/components/ui/layout/card";

/** Of browsers that install by themselves when asked; not in the compiler's list. */
type InstallEvent = Event & { prompt: () => Promise<unknown> };
const isInstallEvent = (event: Event): event is InstallEvent => "prompt" in event;

/** How the inbox becomes an app of its own on this device. */
export function InstallHint() {
  const t = useTranslations("alerts.install");
  const [offer, setOffer] = useState<InstallEvent | null>(null);
  useEffect(() => {
    const keep = (event: Event) => {
      if (!isInstallEvent(event)) return;
      event.preventDefault();
      setOffer(event);
    };
    window.addEventListener("beforeinstallprompt", keep);
    return () => window.removeEventListener("beforeinstallprompt", keep);
  }, []);
  const install = async () => {
    await offer?.prompt();
    setOffer(null);
  };
  return (
    <Section title={t("title")} description={t("lead")}>
      {offer && (
        <Button variant="primary" icon={<Download aria-hidden />} onClick={() => void install()} className="mb-4">
          {t("button")}
        </Button>
      )}
      <dl className="max-w-prose space-y-3">
        {(["ios", "android", "desktop"] as const).map((where) => (
          <div key={where}>
            <dt className="font-medium">{t(`${where}.name`)}</dt>
            <dd className="text-muted">{t(`${where}.text`)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
