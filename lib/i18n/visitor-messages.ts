import ar from "@/messages/ar/visitor.json";
import de from "@/messages/de/visitor.json";
import en from "@/messages/en/visitor.json";
import es from "@/messages/es/visitor.json";
import fr from "@/messages/fr/visitor.json";
import pt from "@/messages/pt/visitor.json";
import ru from "@/messages/ru/visitor.json";
import type { WidgetLocale } from "./locales";

export type VisitorMessages = typeof en;

/** What the server, or an operator by its help, says to visitors outside the widget's own texts, by language. */
export const VISITOR_MESSAGES: Record<WidgetLocale, VisitorMessages> = { en, ru, de, es, fr, pt, ar };
