import { Lock } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { LinkedText } from "./linked-text";

type Props = { label: string; text: string; className?: string };

/** Words between operators, unlike anything that a visitor gets: by colour, border, lock and label. */
export function PrivateNote({ label, text, className }: Props) {
  return (
    <div
      className={cn(
        "w-full rounded-md border border-warning border-dashed bg-warning-soft px-3 py-2 text-warning-text",
        className,
      )}
    >
      <p className="flex items-center gap-1.5 font-medium text-xs">
        <Lock aria-hidden className="size-3.5 shrink-0" />
        {label}
      </p>
      <div className="mt-1 text-foreground">
        <LinkedText text={text} />
      </div>
    </div>
  );
}
