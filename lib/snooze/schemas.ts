import { z } from "zod";

const instant = z.iso.datetime({ offset: true, error: "date" }).transform((text) => new Date(text));

/** `until` null: taken up again. */
export const snoozeChatInput = z.object({ until: instant.nullable() });
