"use client";

import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../actions/button";
import { Dialog } from "./dialog";

type Props = {
  title: string;
  description?: ReactNode;
  size?: "sm" | "md";
  /** Of the button that sends it, where it is not Save. */
  submitLabel?: string | undefined;
  /** It is being saved: nothing is sent a second time. */
  isBusy: boolean;
  onSubmit: () => unknown;
  onClose: () => void;
  children: ReactNode;
};

/** A window with one form, for as long as it is there: Cancel, or Save by its button and by Enter. */
export function FormDialog({ title, description, size, submitLabel, isBusy, onSubmit, onClose, children }: Props) {
  const common = useTranslations("common");
  const formId = useId();
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description={description}
      {...(size && { size })}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" pending={isBusy}>
            {submitLabel ?? common("save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
