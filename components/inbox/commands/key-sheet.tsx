"use client";

import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { Kbd } from "@/components/ui/display/kbd";
import { Switch } from "@/components/ui/forms/switch";
import { Dialog } from "@/components/ui/overlays/dialog";
import { COMMAND_GROUPS, COMMANDS } from "@/lib/inbox/commands/commands";
import { SendBySetting } from "../writing/send-by-setting";
import { useWritingSettings } from "../writing/writing-context";

/** All keys by what they are for, and the switches of the keyboard. */
export function KeySheet({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const t = useTranslations("writing.keys");
  const title = useTranslations();
  const [{ singleKeys }, change] = useWritingSettings();
  const groups = COMMAND_GROUPS.map((group) => ({
    group,
    commands: COMMANDS.filter((command) => command.group === group && command.keys.length > 0),
  }));
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange} title={t("title")} description={t("lead")} size="lg">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {groups.map(({ group, commands }) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className="mb-1 font-semibold">
              {t(`group.${group}`)}
            </h3>
            <dl>
              {commands.map((command) => (
                <Line key={command.id} keys={command.keys[0]} title={title(command.title)} />
              ))}
              {group === "help" && <Line keys={t("paletteKeys")} title={t("palette")} />}
            </dl>
          </section>
        ))}
      </div>
      <div className="mt-6 grid gap-5 border-border border-t pt-5">
        <Switch
          label={t("singleKeys")}
          hint={t("singleKeysHint")}
          checked={singleKeys}
          onChange={(event) => change({ singleKeys: event.target.checked })}
        />
        <SendBySetting />
      </div>
    </Dialog>
  );
}

function Line({ keys, title }: { keys: string; title: string }) {
  return (
    <div className="flex items-center justify-between gap-4 border-border border-b py-1.5 last:border-b-0">
      <dt>{title}</dt>
      <dd className="flex shrink-0 items-center gap-1">
        {keys.split(" ").map((key, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys of one unchanging line, of which two may be alike.
          <Fragment key={index}>
            {index > 0 && " "}
            <Kbd>{key.length === 1 ? key.toUpperCase() : key}</Kbd>
          </Fragment>
        ))}
      </dd>
    </div>
  );
}
