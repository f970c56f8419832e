import type { EmbedTarget } from "@/lib/departments/embed-target";
import type { RealtimeClientConfig } from "@/lib/realtime/events";

/** What a widget may know of what its key opens; also the answer of `GET /api/embed/KEY`. */
export type WidgetConfigDto = {
  key: string;
  kind: "company" | "department";
  company: { name: string };
  color: string;
  greeting: string;
  departments: {
    id: string;
    name: string;
    description: string;
    color: string;
    logoUrl: string | null;
    greeting: string;
  }[];
};

/** What the frame's HTML carries. */
export type FrameConfig = {
  widget: WidgetConfigDto;
  allowedDomains: string[];
  realtime: RealtimeClientConfig;
  locale: string;
  texts: Record<string, unknown>;
};

/** Field by field, so that nothing new of the database becomes public by accident. */
export function toWidgetConfig(target: EmbedTarget): WidgetConfigDto {
  return {
    key: target.key,
    kind: target.kind,
    company: { name: target.companyName },
    color: target.color,
    greeting: target.greeting,
    departments: target.departments.map(({ id, name, description, color, logoUrl, greeting }) => ({
      id,
      name,
      description,
      color,
      logoUrl,
      greeting,
    })),
  };
}
