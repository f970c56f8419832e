/** Words that people write to a shop, the most frequent first; what follows them is made of syllables. */
const REAL = {
  ru: "и в не на я с что заказ мой у как доставка вы это когда где по оплата можно нет возврат здравствуйте спасибо за для товар курьер адрес карта деньги номер сайт скидка размер цвет гарантия отмена чек ошибка пароль".split(
    " ",
  ),
  en: "the i to my order is and a not it you for delivery can on have payment when please refund hello thanks where address card money number site discount size colour warranty cancel receipt error password courier parcel invoice".split(
    " ",
  ),
} as const;
const SYLLABLES = {
  ru: [
    "ва",
    "ко",
    "ли",
    "ма",
    "не",
    "по",
    "ра",
    "со",
    "ту",
    "шу",
    "же",
    "бро",
    "гла",
    "дри",
    "зем",
    "кро",
    "сти",
    "чер",
  ],
  en: ["ba", "con", "der", "fi", "gra", "lo", "men", "nor", "per", "sta", "tion", "ver", "wil", "ing", "pro", "tal"],
} as const;

export type Language = keyof typeof REAL;
export const WORDS_PER_LANGUAGE = 2500;

/** The same numbers at every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** The words of a language in the order of how often they occur. */
export function vocabulary(language: Language): string[] {
  const random = seededRandom(language === "ru" ? 7 : 11);
  const words = new Set<string>(REAL[language]);
  const syllables = SYLLABLES[language];
  while (words.size < WORDS_PER_LANGUAGE) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(""));
  }
  return [...words];
}

/** Texts of 4 to 16 words whose frequencies follow Zipf's law: half Russian, half English, every tenth of both. */
export function sentences(count: number): string[] {
  const random = seededRandom(3);
  const words = { ru: vocabulary("ru"), en: vocabulary("en") };
  const draw = (language: Language) => words[language][Math.floor(WORDS_PER_LANGUAGE ** random()) - 1] ?? "";
  return Array.from({ length: count }, (_, index) => {
    const language: Language = index % 2 === 0 ? "ru" : "en";
    const isMixed = index % 10 === 0;
    const length = 4 + Math.floor(random() * 13);
    const text = Array.from({ length }, (_, place) => draw(isMixed && place % 2 === 0 ? "en" : language)).join(" ");
    return text.charAt(0).toUpperCase() + text.slice(1);
  });
}
