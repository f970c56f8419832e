import { normalizeHex } from "@/lib/color";
import type { WidgetConfigDto } from "@/lib/embed/widget-config";
import type { WidgetLocale } from "@/lib/i18n/locales";
import type { DepartmentState } from "@/lib/routing/department-state";
import { consentOffer, isDefaultForm } from "./rules";
import type { AppearanceFormValues, AppearanceScopeDto } from "./schemas";

export const PREVIEW_STATES = ["open", "busy", "away", "closed"] as const satisfies readonly DepartmentState[];
export type PreviewState = (typeof PREVIEW_STATES)[number];

type Options = {
  companyName: string;
  companyKey: string;
  departments: readonly AppearanceScopeDto[];
  /** Whose appearance is shown; null: the company's. */
  departmentId: string | null;
  state: PreviewState;
  locale: WidgetLocale;
  now: Date;
};

const FALLBACK_COLOR = "#5d5950";
const DAY_MS = 86_400_000;

/**
 * The widget's configuration as it would be with what the form holds, however unfinished that is: the company's snippet
 * with its visible departments, or one department's.
 */
export function previewWidget(values: AppearanceFormValues, options: Options): WidgetConfigDto {
  const { companyName, companyKey, departments, departmentId, state, locale, now } = options;
  const color = normalizeHex(values.color) ?? FALLBACK_COLOR;
  const greeting = values.texts.greeting[locale]?.trim() || values.greeting.trim();
  const texts = Object.fromEntries(
    Object.entries(values.consent.texts).map(([key, text]) => [key, text?.trim() ?? ""]),
  );
  const consent = consentOffer(
    { enabled: values.consent.enabled, version: 1, texts, link: values.consent.link.trim() || null },
    locale,
  );
  const shown = departments.filter(({ id, hidden, disabled }) =>
    departmentId === null ? !hidden && !disabled : id === departmentId,
  );
  return {
    key: companyKey,
    kind: departmentId === null ? "company" : "department",
    company: { name: companyName },
    color,
    greeting,
    ...(consent && { consent }),
    state,
    departments: shown.map(({ id, name, description, logoUrl, ...own }) => {
      const isEdited = id === departmentId;
      const form = isEdited ? values.form : own.form;
      return {
        id,
        name,
        description,
        logoUrl,
        color: isEdited ? color : own.color,
        greeting: isEdited ? greeting : own.greeting,
        ...(!isDefaultForm(form) && { form }),
        state,
        opensAt: state === "closed" ? nineTomorrow(now) : null,
        isFull: false,
        estimate: state === "busy" ? { fromMinutes: 2, toMinutes: 4 } : null,
      };
    }),
  };
}

function nineTomorrow(now: Date): string {
  const tomorrow = new Date(now.getTime() + DAY_MS);
  tomorrow.setHours(9, 0, 0, 0);
  return tomorrow.toISOString();
}
