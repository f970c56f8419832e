"use client";

import { Bell, BellOff, BellRing, ChevronDown, MonitorDot, Volume2, VolumeX } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { buttonStyle, iconButtonStyle } from "@/components/ui/actions/button-style";
import { cn } from "@/components/ui/cn";
import { StatusDot } from "@/components/ui/display/status-dot";
import { DropdownMenu, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import { MenuChoices } from "@/components/ui/overlays/menu-choices";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { Tone } from "@/components/ui/tone";
import type { InboxDto } from "@/lib/chats/schemas";
import { beep, unlockAudio } from "./beep";
import { isSoundOn, setSoundOn } from "./use-alerts";
import { useDesk, useInbox } from "./use-desk";

const INTENTS = ["online", "away", "offline"] as const;
const TONES: Record<InboxDto["operator"]["intent"], Tone> = { online: "success", away: "warning", offline: "neutral" };

/** The operator's own choice whether to be offered chats. */
export function PresenceMenu() {
  const t = useTranslations("inbox.presence");
  const errorText = useErrorText();
  const desk = useDesk();
  const { intent } = useInbox().operator;
  const choose = async (value: string) => {
    const chosen = INTENTS.find((one) => one === value);
    if (!chosen || chosen === intent) return;
    const result = await desk.setIntent(chosen);
    if (!result.ok) toast.error(errorText(result.code));
  };
  return (
    <DropdownMenu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("change", { presence: t(intent) })}
          className={cn(buttonStyle("secondary", "sm"))}
        >
          <StatusDot tone={TONES[intent]}>{t(intent)}</StatusDot>
          <ChevronDown aria-hidden />
        </button>
      }
    >
      <MenuChoices
        label={t("label")}
        value={intent}
        onChange={(value) => void choose(value)}
        options={INTENTS.map((value) => ({ value, label: t(value) }))}
      />
    </DropdownMenu>
  );
}

/** Sound on or off, and the permission for desktop notifications. */
export function AlertsMenu() {
  const t = useTranslations("inbox.alerts");
  const [hasSound, setHasSound] = useState(true);
  const [permission, setPermission] = useState<NotificationPermission>("default");
  const readNow = () => {
    setHasSound(isSoundOn());
    if (typeof Notification !== "undefined") setPermission(Notification.permission);
  };
  const toggle = () => {
    setSoundOn(!hasSound);
    setHasSound(!hasSound);
  };
  const ask = async () => {
    if (typeof Notification !== "undefined") setPermission(await Notification.requestPermission());
  };
  const test = () => {
    unlockAudio();
    setTimeout(() => beep("chat"), 50);
  };
  return (
    <DropdownMenu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("menu")}
          title={t("menu")}
          onPointerDown={readNow}
          onKeyDown={readNow}
          className={iconButtonStyle("ghost", "sm")}
        >
          {hasSound ? <Bell aria-hidden /> : <BellOff aria-hidden />}
        </button>
      }
    >
      <MenuItem icon={hasSound ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />} onSelect={toggle}>
        {t(hasSound ? "soundOn" : "soundOff")}
      </MenuItem>
      <MenuItem icon={<BellRing aria-hidden />} onSelect={test}>
        {t("test")}
      </MenuItem>
      <MenuItem icon={<MonitorDot aria-hidden />} disabled={permission !== "default"} onSelect={() => void ask()}>
        {t(permission === "granted" ? "desktopOn" : permission === "denied" ? "desktopBlocked" : "desktopAsk")}
      </MenuItem>
    </DropdownMenu>
  );
}
