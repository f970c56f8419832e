import { operatorContext } from "@/lib/api/context";
import { DomainError } from "@/lib/errors";
import { requestOrigin } from "@/lib/http/request-origin";
import { route } from "@/lib/http/route";
import { exportHtml } from "@/lib/visitors/export-html";
import { exportVisitor } from "@/lib/visitors/export-visitor";
import { visitorIdOf } from "./visitor-id";

/** What is stored about a visitor, as a file: `format=json`, or `html` to read. For admins. */
export const GET = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const visitorId = await visitorIdOf(context);
  const formats = new URL(request.url).searchParams.getAll("format");
  const [format = "json"] = formats;
  if (formats.length > 1 || (format !== "json" && format !== "html")) {
    throw new DomainError("bad_request", "format is json or html");
  }
  const data = await exportVisitor(ctx, visitorId);
  const body = format === "html" ? exportHtml(data, requestOrigin(request)) : JSON.stringify(data, null, 2);
  return new Response(body, {
    headers: {
      "content-type": format === "html" ? "text/html; charset=utf-8" : "application/json",
      "content-disposition": `attachment; filename="visitor-${visitorId}.${format}"`,
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
});
