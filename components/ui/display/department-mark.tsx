import { normalizeHex, pickTextColor } from "@/lib/color";
import { cn } from "../cn";
import { MARK_SIZES, type MarkSize } from "./avatar";
import { initialsOf } from "./initials";

export type MarkedDepartment = { name: string; color?: string | null; logoUrl?: string | null };

const FALLBACK_COLOR = "#5d5950";

type Props = {
  department: MarkedDepartment;
  size?: MarkSize;
  /** Shows the square only; the name stays for screen readers. */
  nameHidden?: boolean;
  /** A second, quiet line, such as the site's address. */
  detail?: string | null;
  className?: string;
};

/** How a department looks everywhere: its logo, else its initials on its colour, and its name. */
export function DepartmentMark({ department, size = "sm", nameHidden = false, detail, className }: Props) {
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center", size === "lg" ? "gap-3" : "gap-2", className)}>
      <DepartmentSquare department={department} size={size} />
      <span className={nameHidden ? "sr-only" : "min-w-0"}>
        <span className="block truncate font-medium">
          <bdi>{department.name}</bdi>
        </span>
        {detail && <span className="block truncate text-muted text-xs">{detail}</span>}
      </span>
    </span>
  );
}

/** The square alone, as decoration beside a name. */
export function DepartmentSquare({ department, size = "sm" }: { department: MarkedDepartment; size?: MarkSize }) {
  const color = normalizeHex(department.color ?? "") ?? FALLBACK_COLOR;
  const shape = cn("inline-flex shrink-0 items-center justify-center overflow-hidden rounded-[28%]", MARK_SIZES[size]);
  if (department.logoUrl) {
    return (
      <span aria-hidden className={cn(shape, "bg-white p-px")} style={{ boxShadow: `0 0 0 2px ${color}` }}>
        {/* biome-ignore lint/performance/noImgElement: logos are small, already resized by the server, and of any host. */}
        <img src={department.logoUrl} alt="" className="size-full rounded-[24%] object-contain" />
      </span>
    );
  }
  return (
    <span
      aria-hidden
      className={cn(shape, "select-none font-semibold")}
      style={{ backgroundColor: color, color: pickTextColor(color) }}
    >
      {initialsOf(department.name)}
    </span>
  );
}
