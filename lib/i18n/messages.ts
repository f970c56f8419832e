import adminEn from "@/messages/en/admin.json";
import authEn from "@/messages/en/auth.json";
import commonEn from "@/messages/en/common.json";
import demoEn from "@/messages/en/demo.json";
import errorsEn from "@/messages/en/errors.json";
import inboxEn from "@/messages/en/inbox.json";
import operatorsEn from "@/messages/en/operators.json";
import adminRu from "@/messages/ru/admin.json";
import authRu from "@/messages/ru/auth.json";
import commonRu from "@/messages/ru/common.json";
import demoRu from "@/messages/ru/demo.json";
import errorsRu from "@/messages/ru/errors.json";
import inboxRu from "@/messages/ru/inbox.json";
import operatorsRu from "@/messages/ru/operators.json";
import type { Locale } from "./locales";

const en = {
  common: commonEn,
  auth: authEn,
  admin: adminEn,
  inbox: inboxEn,
  demo: demoEn,
  errors: errorsEn,
  operators: operatorsEn,
};

/** All texts of one language, by area; English is the shape that every language has. */
export type AppMessages = typeof en;

const MESSAGES: Record<Locale, AppMessages> = {
  en,
  ru: {
    common: commonRu,
    auth: authRu,
    admin: adminRu,
    inbox: inboxRu,
    demo: demoRu,
    errors: errorsRu,
    operators: operatorsRu,
  },
};

/** The texts of a language, each area (`messages/<locale>/<area>.json`) as a namespace; the widget has its own loading. */
export const loadMessages = (locale: Locale): AppMessages => MESSAGES[locale];
