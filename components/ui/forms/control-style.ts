/** Looks of text controls. 16 px on touch screens, because iOS zooms into anything smaller. */
export const CONTROL_STYLE =
  "block w-full min-w-0 rounded-md border border-border-strong bg-surface px-3 text-foreground text-sm transition-colors duration-100 pointer-coarse:text-base focus-visible:border-accent focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-surface-sunken disabled:text-muted aria-invalid:border-danger";
