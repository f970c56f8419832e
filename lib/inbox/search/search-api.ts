import { callJson } from "@/lib/http/client";
import { searchResultDto } from "@/lib/search/schemas";

/** Days begin where this browser is. */
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** One page of what is found for `typed`, as it stands in the field; `cursor` is the `next` of the page before. */
export const readSearch = (typed: string, cursor: string | null, signal: AbortSignal) =>
  callJson("GET", `/api/search?${new URLSearchParams({ q: typed, zone: zone(), ...(cursor && { cursor }) })}`, {
    schema: searchResultDto,
    signal,
  });
