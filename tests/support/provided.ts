/** What the global setup of a database project hands to its workers. */
export type DatabaseSource =
  | { kind: "embedded"; template: string; folder: string }
  | { kind: "postgres"; adminUrl: string; template: string };

declare module "vitest" {
  interface ProvidedContext {
    databaseSource: DatabaseSource;
  }
}
