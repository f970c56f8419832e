import adminEn from "@/messages/en/admin.json";
import alertsEn from "@/messages/en/alerts.json";
import appearanceEn from "@/messages/en/appearance.json";
import authEn from "@/messages/en/auth.json";
import boardEn from "@/messages/en/board.json";
import commonEn from "@/messages/en/common.json";
import demoEn from "@/messages/en/demo.json";
import errorsEn from "@/messages/en/errors.json";
import inboxEn from "@/messages/en/inbox.json";
import listsEn from "@/messages/en/lists.json";
import operatorsEn from "@/messages/en/operators.json";
import organiseEn from "@/messages/en/organise.json";
import reportsEn from "@/messages/en/reports.json";
import routingEn from "@/messages/en/routing.json";
import searchEn from "@/messages/en/search.json";
import settingsEn from "@/messages/en/settings.json";
import teamEn from "@/messages/en/team.json";
import visitorsEn from "@/messages/en/visitors.json";
import webhooksEn from "@/messages/en/webhooks.json";
import writingEn from "@/messages/en/writing.json";
import adminRu from "@/messages/ru/admin.json";
import alertsRu from "@/messages/ru/alerts.json";
import appearanceRu from "@/messages/ru/appearance.json";
import authRu from "@/messages/ru/auth.json";
import boardRu from "@/messages/ru/board.json";
import commonRu from "@/messages/ru/common.json";
import demoRu from "@/messages/ru/demo.json";
import errorsRu from "@/messages/ru/errors.json";
import inboxRu from "@/messages/ru/inbox.json";
import listsRu from "@/messages/ru/lists.json";
import operatorsRu from "@/messages/ru/operators.json";
import organiseRu from "@/messages/ru/organise.json";
import reportsRu from "@/messages/ru/reports.json";
import routingRu from "@/messages/ru/routing.json";
import searchRu from "@/messages/ru/search.json";
import settingsRu from "@/messages/ru/settings.json";
import teamRu from "@/messages/ru/team.json";
import visitorsRu from "@/messages/ru/visitors.json";
import webhooksRu from "@/messages/ru/webhooks.json";
import writingRu from "@/messages/ru/writing.json";
import type { Locale } from "./locales";

const en = {
  common: commonEn,
  auth: authEn,
  admin: adminEn,
  alerts: alertsEn,
  appearance: appearanceEn,
  board: boardEn,
  inbox: inboxEn,
  demo: demoEn,
  errors: errorsEn,
  lists: listsEn,
  operators: operatorsEn,
  organise: organiseEn,
  reports: reportsEn,
  routing: routingEn,
  search: searchEn,
  settings: settingsEn,
  team: teamEn,
  visitors: visitorsEn,
  webhooks: webhooksEn,
  writing: writingEn,
};

/** All texts of one language, by area; English is the shape that every language has. */
export type AppMessages = typeof en;

const MESSAGES: Record<Locale, AppMessages> = {
  en,
  ru: {
    common: commonRu,
    auth: authRu,
    admin: adminRu,
    alerts: alertsRu,
    appearance: appearanceRu,
    board: boardRu,
    inbox: inboxRu,
    demo: demoRu,
    errors: errorsRu,
    lists: listsRu,
    operators: operatorsRu,
    organise: organiseRu,
    reports: reportsRu,
    routing: routingRu,
    search: searchRu,
    settings: settingsRu,
    team: teamRu,
    visitors: visitorsRu,
    webhooks: webhooksRu,
    writing: writingRu,
  },
};

/** The texts of a language, each area (`messages/<locale>/<area>.json`) as a namespace; the widget has its own loading. */
export const loadMessages = (locale: Locale): AppMessages => MESSAGES[locale];
