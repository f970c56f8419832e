import adminEn from "@/messages/en/admin.json";
import alertsEn from "@/messages/en/alerts.json";
import apiEn from "@/messages/en/api.json";
import appearanceEn from "@/messages/en/appearance.json";
import auditEn from "@/messages/en/audit.json";
import authEn from "@/messages/en/auth.json";
import boardEn from "@/messages/en/board.json";
import commonEn from "@/messages/en/common.json";
import crmEn from "@/messages/en/crm.json";
import demoEn from "@/messages/en/demo.json";
import docsEn from "@/messages/en/docs.json";
import errorsEn from "@/messages/en/errors.json";
import healthEn from "@/messages/en/health.json";
import homeEn from "@/messages/en/home.json";
import inboxEn from "@/messages/en/inbox.json";
import listsEn from "@/messages/en/lists.json";
import operatorsEn from "@/messages/en/operators.json";
import organiseEn from "@/messages/en/organise.json";
import reportsEn from "@/messages/en/reports.json";
import retentionEn from "@/messages/en/retention.json";
import reviewsEn from "@/messages/en/reviews.json";
import routingEn from "@/messages/en/routing.json";
import searchEn from "@/messages/en/search.json";
import settingsEn from "@/messages/en/settings.json";
import staffingEn from "@/messages/en/staffing.json";
import startEn from "@/messages/en/start.json";
import teamEn from "@/messages/en/team.json";
import visitorsEn from "@/messages/en/visitors.json";
import webhooksEn from "@/messages/en/webhooks.json";
import writingEn from "@/messages/en/writing.json";
import adminRu from "@/messages/ru/admin.json";
import alertsRu from "@/messages/ru/alerts.json";
import apiRu from "@/messages/ru/api.json";
import appearanceRu from "@/messages/ru/appearance.json";
import auditRu from "@/messages/ru/audit.json";
import authRu from "@/messages/ru/auth.json";
import boardRu from "@/messages/ru/board.json";
import commonRu from "@/messages/ru/common.json";
import crmRu from "@/messages/ru/crm.json";
import demoRu from "@/messages/ru/demo.json";
import docsRu from "@/messages/ru/docs.json";
import errorsRu from "@/messages/ru/errors.json";
import healthRu from "@/messages/ru/health.json";
import homeRu from "@/messages/ru/home.json";
import inboxRu from "@/messages/ru/inbox.json";
import listsRu from "@/messages/ru/lists.json";
import operatorsRu from "@/messages/ru/operators.json";
import organiseRu from "@/messages/ru/organise.json";
import reportsRu from "@/messages/ru/reports.json";
import retentionRu from "@/messages/ru/retention.json";
import reviewsRu from "@/messages/ru/reviews.json";
import routingRu from "@/messages/ru/routing.json";
import searchRu from "@/messages/ru/search.json";
import settingsRu from "@/messages/ru/settings.json";
import staffingRu from "@/messages/ru/staffing.json";
import startRu from "@/messages/ru/start.json";
import teamRu from "@/messages/ru/team.json";
import visitorsRu from "@/messages/ru/visitors.json";
import webhooksRu from "@/messages/ru/webhooks.json";
import writingRu from "@/messages/ru/writing.json";
import type { Locale } from "./locales";

const en = {
  common: commonEn,
  audit: auditEn,
  auth: authEn,
  admin: adminEn,
  alerts: alertsEn,
  api: apiEn,
  appearance: appearanceEn,
  board: boardEn,
  health: healthEn,
  home: homeEn,
  inbox: inboxEn,
  crm: crmEn,
  demo: demoEn,
  docs: docsEn,
  errors: errorsEn,
  lists: listsEn,
  operators: operatorsEn,
  organise: organiseEn,
  reports: reportsEn,
  retention: retentionEn,
  reviews: reviewsEn,
  routing: routingEn,
  search: searchEn,
  settings: settingsEn,
  staffing: staffingEn,
  start: startEn,
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
    audit: auditRu,
    auth: authRu,
    admin: adminRu,
    alerts: alertsRu,
    api: apiRu,
    appearance: appearanceRu,
    board: boardRu,
    health: healthRu,
    home: homeRu,
    inbox: inboxRu,
    crm: crmRu,
    demo: demoRu,
    docs: docsRu,
    errors: errorsRu,
    lists: listsRu,
    operators: operatorsRu,
    organise: organiseRu,
    reports: reportsRu,
    retention: retentionRu,
    reviews: reviewsRu,
    routing: routingRu,
    search: searchRu,
    settings: settingsRu,
    staffing: staffingRu,
    start: startRu,
    team: teamRu,
    visitors: visitorsRu,
    webhooks: webhooksRu,
    writing: writingRu,
  },
};

/** The texts of a language, each area (`messages/<locale>/<area>.json`) as a namespace; the widget has its own loading. */
export const loadMessages = (locale: Locale): AppMessages => MESSAGES[locale];
