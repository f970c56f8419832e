import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { SOFT_TONES, type Tone } from "../tone";

const ICONS: Record<Tone, typeof Info> = {
  neutral: Info,
  accent: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

type Props = {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` for what just went wrong, `status` for what just changed; none for what was there from the start. */
  role?: "alert" | "status";
  /** Over the whole width of the page, in one line with its button. */
  isStrip?: boolean;
  className?: string;
};

/** A coloured box with an icon for something that matters to the whole page or form. */
export function Notice({ tone = "accent", title, children, action, role, isStrip = false, className }: Props) {
  const Icon = ICONS[tone];
  return (
    <div
      role={role}
      className={cn(
        "flex gap-3 px-4",
        isStrip ? "items-center py-2" : "items-start rounded-md py-3",
        Boolean(action) && "flex-wrap",
        SOFT_TONES[tone],
        className,
      )}
    >
      <Icon aria-hidden className={cn("size-4.5 shrink-0", !isStrip && "mt-px")} />
      <div className={cn("min-w-0 flex-1", Boolean(action) && "basis-40")}>
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
