import { env } from "@/lib/env";
import { assertBearerSecret } from "@/lib/http/bearer-secret";
import type { HttpRequest } from "@/lib/http/request";

/** Lets a request pass that carries `Authorization: Bearer $CRON_SECRET`. @throws DomainError `unauthenticated` */
export const assertCronRequest = (request: HttpRequest): void =>
  assertBearerSecret(request, env().CRON_SECRET, "the cron secret");
