/** As much of a JSON Schema (2020-12) as ours have. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: (string | number)[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
};

export type ApiParameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

type Content = Record<string, { schema: JsonSchema }>;
export type ApiResponse = { description: string; content?: Content };

export type ApiOperation = {
  operationId: string;
  tags: [string];
  summary: string;
  description?: string;
  /** One of these is enough; none: anybody may ask. */
  security: Record<string, string[]>[];
  parameters?: ApiParameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, ApiResponse>;
};

/** Our own OpenAPI 3.1 document. */
export type ApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Partial<Record<"get" | "post" | "delete", ApiOperation>>>;
  components: {
    schemas: Record<string, JsonSchema>;
    securitySchemes: Record<string, { type: string; scheme: string; description: string }>;
  };
};
