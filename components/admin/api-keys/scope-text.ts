import type { ApiScope } from "@/lib/api-keys/rules";

/** The key of a scope's text: names of texts have no colon. */
export const textKeyOf = (scope: ApiScope) => scope.replace(":", "_") as TextKey<ApiScope>;
type TextKey<S extends string> = S extends `${infer Noun}:${infer Verb}` ? `${Noun}_${Verb}` : never;
