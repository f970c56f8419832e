import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/types";

const asks = (tagId: string) => sql`query -> 'tagIds' @> to_jsonb(array[${tagId}::text])`;

/** Views that ask for one tag ask for the other. */
export const replaceTag = (tx: Transaction, tagId: string, intoId: string) =>
  tx.execute(sql`update saved_views set query = jsonb_set(query, '{tagIds}',
    (select jsonb_agg(distinct case id when ${tagId}::text then ${intoId}::text else id end)
      from jsonb_array_elements_text(query -> 'tagIds') as ids (id))) where ${asks(tagId)}`);

/** Views that ask for this tag do not any more. */
export const forgetTag = (tx: Transaction, tagId: string) =>
  tx.execute(sql`update saved_views set query = jsonb_set(query, '{tagIds}', (query -> 'tagIds') - ${tagId}::text)
    where ${asks(tagId)}`);
