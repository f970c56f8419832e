"use client";

import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../actions/button";
import { cn } from "../cn";
import { FormError } from "../forms/form-error";
import { OVERLAY_STYLE, PANEL_STYLE } from "./panel-style";

type Props = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: string;
  /** What will happen, in one or two sentences. */
  description: ReactNode;
  /** The verb of the act: "Delete department", not "OK". */
  confirmLabel: string;
  tone?: "danger" | "primary";
  /** The act. Returning a text or an error key keeps the dialog open and shows it. */
  onConfirm: () => Promise<string | undefined> | Promise<void>;
  children?: ReactNode;
};

/** Asks before something that is hard to undo; the focus starts on Cancel. */
export function ConfirmDialog(props: Props) {
  const t = useTranslations("common");
  const [ownOpen, setOwnOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const open = props.open ?? ownOpen;
  const change = (next: boolean) => {
    if (pending) return;
    setError(undefined);
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    const problem = await Promise.resolve(props.onConfirm()).catch(() => "unexpected");
    setPending(false);
    if (problem) return setError(problem);
    setOwnOpen(false);
    props.onOpenChange?.(false);
  };
  return (
    <Radix.Root open={open} onOpenChange={change}>
      {props.trigger && <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY_STYLE} />
        <Radix.Content className={cn(PANEL_STYLE, "sm:max-w-md")}>
          <div className="overflow-y-auto px-6 py-5">
            <Radix.Title className="font-semibold text-lg">{props.title}</Radix.Title>
            <Radix.Description className="mt-2 text-muted">{props.description}</Radix.Description>
            {props.children && <div className="mt-4">{props.children}</div>}
            <FormError error={error} className="mt-4" />
          </div>
          <footer className="flex flex-wrap justify-end gap-2 border-border border-t px-6 py-4">
            <Radix.Cancel asChild>
              <Button>{t("cancel")}</Button>
            </Radix.Cancel>
            <Button variant={props.tone ?? "danger"} pending={pending} onClick={() => void confirm()}>
              {props.confirmLabel}
            </Button>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
