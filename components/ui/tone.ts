/** What a mark says about its subject; always together with a word or an icon, never by colour alone. */
export type Tone = "neutral" | "accent" | "success" | "warning" | "danger";

/** Text on a soft ground, for badges and notices. */
export const SOFT_TONES: Record<Tone, string> = {
  neutral: "bg-surface-sunken text-foreground",
  accent: "bg-accent-soft text-accent-text",
  success: "bg-success-soft text-success-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text",
};
