import { operatorContext } from "@/lib/api/context";
import { getCompany } from "@/lib/company/queries";
import { route } from "@/lib/http/route";
import { listReplies } from "@/lib/replies/queries";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const [replies, { name }] = await Promise.all([listReplies(db, actor), getCompany(db)]);
  return Response.json({ replies, companyName: name });
});
