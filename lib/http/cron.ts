import { env } from "@/lib/env";
import { assertBearerSecret } from "@/lib/http/bearer-secret";

/** Lets a request pass that carries `Authorization: Bearer $CRON_SECRET`. @throws DomainError `unauthenticated` */
export const assertCronRequest = (request: Request): void =>
  assertBearerSecret(request, env().CRON_SECRET, "the cron secret");
