import { type ConsentOffer, consentOffer, type FormFields, isDefaultForm } from "@/lib/appearance/rules";
import type { EmbedTarget } from "@/lib/departments/embed-target";
import type { WidgetLocale } from "@/lib/i18n/locales";
import { visitorTranslator } from "@/lib/i18n/visitor-translator";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { bestState, type DepartmentState } from "@/lib/routing/department-state";

/** How a department is at one moment. */
export type DepartmentCondition = {
  state: DepartmentState;
  /** While closed: when it opens next, ISO 8601; null: not within a year. */
  opensAt: string | null;
  /** A limit of the queue is reached: visitors get the offline form. */
  isFull: boolean;
  /** Expected wait while busy; `toMinutes` null: over `fromMinutes`. */
  estimate: { fromMinutes: number; toMinutes: number | null } | null;
  /** Minutes within which visitors of an open department usually have an answer; null: not known, or not open. */
  replyMinutes: number | null;
  /** The department's own words for when nobody can answer, by language. */
  awayTexts: Record<string, string>;
};

/** What a widget may know of what its key opens; also the answer of `GET /api/embed/KEY`. */
export type WidgetConfigDto = {
  key: string;
  kind: "company" | "department";
  company: { name: string };
  color: string;
  greeting: string;
  /** New messages make no sound. Absent: they do. */
  silent?: true;
  /** Visitors for whom their site vouches can have copies of chats mailed to them. */
  mailsTranscripts?: true;
  /** What has to be agreed to before anything is sent. Absent: nothing. */
  consent?: ConsentOffer;
  /** Maintenance mode: nothing can be sent until about then; an empty `text`: the notice is off. Absent in service. */
  unavailable?: { until: string | null; text: string };
  /** The best state of its departments. */
  state: DepartmentState;
  departments: ({
    id: string;
    name: string;
    description: string;
    color: string;
    logoUrl: string | null;
    greeting: string;
    /** How soon it usually answers, in words; absent where nobody knows. */
    replies?: string;
    /** Its own words for when nobody can answer; absent where it has none in the visitor's language. */
    awayText?: string;
    /** What its form asks, where that is not the product's own form. */
    form?: FormFields;
    /** Takes chats only of visitors whose identity is signed. */
    verifiedOnly?: true;
  } & Omit<DepartmentCondition, "awayTexts" | "replyMinutes">)[];
};

/** What the frame's HTML carries. */
export type FrameConfig = {
  widget: WidgetConfigDto;
  origins: string;
  realtime: RealtimeClientConfig;
  locale: WidgetLocale;
  /** The visitor's own kind of that language (`pt-BR`, `en-GB`), for times and numbers. Absent: the language alone is known. */
  formats?: string;
  texts: Record<string, unknown>;
};

/**
 * Field by field, so that nothing new of the database becomes public by accident. Of texts that exist by language it has
 * those in `locale` alone.
 */
export function toWidgetConfig(
  target: EmbedTarget,
  conditions: ReadonlyMap<string, DepartmentCondition>,
  locale: WidgetLocale,
  unavailable: WidgetConfigDto["unavailable"] = undefined,
): WidgetConfigDto {
  const departments = target.departments.map(({ id, name, description, color, logoUrl, ...own }) => ({
    id,
    name,
    description,
    color,
    logoUrl,
    greeting: own.greetings[locale] ?? own.greeting,
    ...(own.form && !isDefaultForm(own.form) && { form: own.form }),
    ...(own.verifiedOnly && { verifiedOnly: true as const }),
    ...conditionOf(conditions.get(id), locale),
  }));
  const consent = consentOffer(target.consent, locale);
  return {
    key: target.key,
    kind: target.kind,
    company: { name: target.companyName },
    color: target.color,
    greeting: target.texts.greeting[locale] ?? target.greeting,
    ...(!target.look.sound && { silent: true as const }),
    ...(target.mailsTranscripts && { mailsTranscripts: true as const }),
    ...(consent && { consent }),
    ...(unavailable && { unavailable }),
    state: bestState(departments.map(({ state }) => state)),
    departments,
  };
}

/** A department that was deleted between two reads takes nobody. */
function conditionOf(known: DepartmentCondition | undefined, locale: WidgetLocale) {
  if (!known) return { state: "closed" as const, opensAt: null, isFull: false, estimate: null };
  const { awayTexts, replyMinutes, ...condition } = known;
  const awayText = awayTexts[locale]?.trim();
  const replies = replyMinutes !== null && visitorTranslator(locale)("replies", { minutes: replyMinutes });
  return { ...condition, ...(awayText && { awayText }), ...(replies && { replies }) };
}
