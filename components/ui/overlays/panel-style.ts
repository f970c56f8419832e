/** The veil behind modal windows. */
export const OVERLAY_STYLE = "fixed inset-0 z-50 animate-fade bg-overlay";

/** A modal window: a sheet at the bottom of phones, centred elsewhere. */
export const PANEL_STYLE =
  "fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[92dvh] w-full animate-enter flex-col overflow-hidden rounded-t-xl border border-border bg-surface-raised text-foreground shadow-overlay sm:bottom-auto sm:top-[max(2rem,12dvh)] sm:max-h-[80dvh] sm:w-[calc(100%-2rem)] sm:rounded-xl";
