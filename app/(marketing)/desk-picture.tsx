import { DepartmentMark, type MarkedDepartment } from "@/components/ui/display/department-mark";
import { getTranslator } from "@/lib/i18n/server";

/** A drawing of the operator's desk, made of the product's own parts; decoration only. */
export async function DeskPicture() {
  const t = await getTranslator("common");
  const departments: MarkedDepartment[] = [
    { name: t("home.mock.departmentOne"), color: "#a8471f" },
    { name: t("home.mock.departmentTwo"), color: "#2f6b3c" },
    { name: t("home.mock.departmentThree"), color: "#2b4a8b" },
  ];
  return (
    <div
      aria-hidden="true"
      className="grid select-none grid-cols-[minmax(0,2fr)_minmax(0,3fr)] overflow-hidden rounded-xl border border-border bg-surface shadow-overlay"
    >
      <ul className="border-border border-e bg-background">
        {departments.map((department, index) => (
          <li
            key={department.name}
            className={index === 0 ? "border-border border-b bg-surface-selected p-4" : "border-border border-b p-4"}
          >
            <DepartmentMark
              department={department}
              detail={index === 0 ? t("home.mock.waiting") : undefined}
              size="md"
            />
          </li>
        ))}
      </ul>
      <div className="flex min-h-72 flex-col">
        <p className="truncate border-border border-b px-5 py-4 text-muted text-xs">{t("home.mock.page")}</p>
        <div className="flex flex-1 flex-col justify-end gap-3 p-5">
          <p className="max-w-[85%] self-start rounded-lg rounded-es-sm bg-surface-sunken px-3.5 py-2.5">
            {t("home.mock.question")}
          </p>
          <p className="max-w-[85%] self-end rounded-lg rounded-ee-sm bg-accent px-3.5 py-2.5 text-accent-foreground">
            {t("home.mock.answer")}
          </p>
          <p className="mt-2 h-10 rounded-md border border-border-strong bg-surface" />
        </div>
      </div>
    </div>
  );
}
