import { z } from "zod";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { getConditions } from "@/lib/embed/conditions";
import { notFound } from "@/lib/errors";
import { WIDGET_LOCALES } from "@/lib/i18n/locales";
import { visitorTranslator } from "@/lib/i18n/visitor-translator";
import { drawBadge } from "@/lib/public-api/badge";
import { bestState } from "@/lib/routing/department-state";
import { get } from "../endpoint";

/** The picture is asked for by every reader of a page: what caches keep for so long, nobody computes anew. */
const SECONDS = 60;

export const badgeEndpoint = get("/badge/{key}.svg", {
  group: "Public",
  scopes: [],
  isKeyPath: true,
  id: "getBadge",
  summary: "A picture that says whether somebody is there",
  description:
    "For a website: `<img src=\"…/api/v1/badge/KEY.svg\">`. The key is that of a snippet: a department's own, also a hidden one's, or the company's, which stands for its visible departments. A minute old at most.",
  query: z.object({
    lang: z.enum(WIDGET_LOCALES).catch("en").default("en").meta({ description: "Language of the word" }),
  }),
  answers: { 200: { means: "The picture", type: "image/svg+xml" } },
  handle: async ({ door: { db }, params, query: { lang } }) => {
    const target = await findEmbedTarget(db, params.key);
    if (!target) throw notFound();
    const conditions = await getConditions(db, target);
    const state = bestState([...conditions.values()].map((condition) => condition.state));
    const [only] = target.departments;
    const name = target.kind === "department" && only ? only.name : target.companyName;
    const svg = drawBadge({ name, state, word: visitorTranslator(lang)(`badge.${state}`), locale: lang });
    return new Response(svg, {
      headers: {
        "content-type": "image/svg+xml; charset=utf-8",
        "cache-control": `public, max-age=${SECONDS}`,
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      },
    });
  },
});
