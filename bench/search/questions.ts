import type { OperatorActor } from "@/lib/context";
import { idOf } from "../support/ids";
import { DEPARTMENTS } from "./seed";
import { vocabulary, WORDS_PER_LANGUAGE } from "./vocabulary";

const words = { ru: vocabulary("ru"), en: vocabulary("en") };
const wordAt = (language: "ru" | "en", rank: number) => words[language][rank - 1] ?? "";
/** Each question in several words, so that no answer is only remembered. */
const ranks = (from: number) => [from, from + 1, from + 2, from + 3];
export const QUESTIONS: Record<string, string[]> = {
  "the most frequent words": ["и ", "the ", "не ", "to "],
  "a frequent word": ["заказ ", "refund ", "доставка ", "delivery "],
  "a word in between": ranks(300).flatMap((rank) => [`${wordAt("ru", rank)} `, `${wordAt("en", rank)} `]),
  "a rare word": ranks(WORDS_PER_LANGUAGE - 8).flatMap((rank) => [`${wordAt("ru", rank)} `, `${wordAt("en", rank)} `]),
  "a number that occurs once": ["145678", "123456", "190001", "100777"],
  "two words": ["заказ возврат ", "refund parcel ", "доставка курьер ", "card error "],
  "two rare words": ranks(900).map((rank) => `${wordAt("ru", rank)} ${wordAt("ru", rank + 100)} `),
  "a phrase of frequent words": ['"не в"', '"is and"', '"заказ мой"', '"the order"'],
  "a phrase that hardly occurs": [
    '"пароль ошибка чек"',
    '"invoice parcel courier"',
    '"скидка адрес где"',
    '"have i the"',
  ],
  "the beginning of a word": ["за", "воз", "re", "del"],
  "one letter": ["я", "a", "и", "i"],
  "a part of a name": ["смирн", "щербак", "johns", "федор"],
  "name and surname": ["мария иван", "anna smith", "петр соколов", "paul brown"],
  "a part of an e-mail": ["itor9999", "visitor77@", "9@mail", "isitor12345"],
  "a similar name": ["смирноф", "щербокова", "jonson", "tailor"],
  "a telephone number": ["1000042", "912 1009", "+7 912 1000300", "1077777"],
  nothing: ["нетакогослова", "qqqqwwww", "№ 999999999", "%_\\"],
  "word, sender and time": [
    "заказ from:смирнов",
    "refund from:me",
    "возврат after:2026-11",
    "delivery from:visitor before:2026-10",
  ],
};

export type Who = { name: string; actor: OperatorActor };
const actorOf = (role: "admin" | "operator"): OperatorActor => ({
  type: "operator",
  operatorId: idOf("operator", 1),
  role,
  name: "Operator 1",
  sessionId: idOf("session", 1),
});
export const PEOPLE: Who[] = [
  { name: "admin", actor: actorOf("admin") },
  { name: `operator of 2 of ${DEPARTMENTS}`, actor: actorOf("operator") },
];
