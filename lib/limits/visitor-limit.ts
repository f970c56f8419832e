import type { HttpRequest } from "@/lib/http/request";
import "server-only";
import { createHmac } from "node:crypto";
import type { Db } from "@/db/types";
import { clientAddress, networkOf } from "@/lib/auth/client-address";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import { takePoints } from "./take-points";

/** Of what a new visitor may do without having been let in: begin a chat, leave a message. */
export const VISITOR_WINDOW_SECONDS = 600;

/**
 * Counts one start of a chat, or one offline message, for the browser's token and for the network that it comes from.
 * @throws DomainError `rate_limited`
 */
export async function takeVisitorPoints(db: Db, request: HttpRequest, token: string): Promise<void> {
  const { VISITOR_STARTS_PER_BROWSER, VISITOR_STARTS_PER_ADDRESS } = env();
  const network = networkOf(clientAddress(request.headers));
  await takePoints(db, [
    limit("browser", token, VISITOR_STARTS_PER_BROWSER),
    // Unknown addresses are not one address.
    limit("address", network, network ? VISITOR_STARTS_PER_ADDRESS : 0),
  ]);
}

const limit = (what: string, whose: string, points: number) => ({
  key: `visitor-start ${what} ${createHmac("sha256", authSecret()).update(whose).digest("base64url")}`,
  points,
  windowSeconds: VISITOR_WINDOW_SECONDS,
});
