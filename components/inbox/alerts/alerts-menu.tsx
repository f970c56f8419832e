"use client";

import { Bell, BellOff, BellRing, MonitorDot, SlidersHorizontal, Volume2, VolumeX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { iconButtonStyle } from "@/components/ui/actions/button-style";
import { DropdownMenu, MenuItem, MenuLink } from "@/components/ui/overlays/dropdown-menu";
import { DEFAULT_TONE, toTone } from "@/lib/tones/rules";
import { useInbox } from "../use-desk";
import { notificationPermission } from "./desktop";
import { isMuted, play, setMuted, unlockAudio } from "./sound";

/** What a browser without notifications cannot be asked for is as good as refused. */
const DESKTOP_TEXTS = {
  granted: "desktopOn",
  denied: "desktopBlocked",
  unsupported: "desktopBlocked",
  default: "desktopAsk",
} as const;
/** With the volume at 0 a test would prove nothing. */
const TEST_VOLUME_MIN = 30;

/** Sound of this device on or off, the permission for desktop notifications, and the way to all settings. */
export function AlertsMenu() {
  const t = useTranslations("alerts.menu");
  const { operator, departments } = useInbox();
  const [hasSound, setHasSound] = useState(true);
  const [permission, setPermission] = useState<keyof typeof DESKTOP_TEXTS>("default");
  const readNow = () => {
    setHasSound(!isMuted());
    setPermission(notificationPermission());
  };
  const toggle = () => {
    setMuted(hasSound);
    setHasSound(!hasSound);
  };
  const ask = async () => setPermission(await Notification.requestPermission());
  const test = async () => {
    await unlockAudio();
    play("chat", toTone(departments[0]?.tone ?? DEFAULT_TONE), Math.max(TEST_VOLUME_MIN, operator.alerts.volume));
  };
  return (
    <DropdownMenu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("label")}
          title={t("label")}
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
      <MenuItem icon={<BellRing aria-hidden />} onSelect={() => void test()}>
        {t("test")}
      </MenuItem>
      <MenuItem icon={<MonitorDot aria-hidden />} disabled={permission !== "default"} onSelect={() => void ask()}>
        {t(DESKTOP_TEXTS[permission])}
      </MenuItem>
      <MenuLink href="/account/notifications" icon={<SlidersHorizontal aria-hidden />}>
        {t("settings")}
      </MenuLink>
    </DropdownMenu>
  );
}
