import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { openDatabase } from "@/db/open-database";
import { ensureWidget } from "./built-widget";
import { findPostgresBinaries, givenPostgresUrl } from "./find-postgres.mjs";
import { asAdmin, withDatabaseName } from "./postgres-admin";
import { type PostgresServer, startPostgresServer } from "./postgres-server";
import "./provided";

/** Makes a migrated template database, on the given Postgres or on one of our own; each worker makes its copy of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureWidget();
  const server = await serverOfOurOwn();
  const adminUrl = server?.url ?? givenPostgresUrl();
  if (!adminUrl) throw new Error("No Postgres: set TEST_DATABASE_URL");
  const template = `foyer_test_${randomBytes(4).toString("hex")}`;
  const teardown = async () => {
    if (!server) await dropAll(adminUrl, template);
    await server?.remove();
  };
  try {
    await asAdmin(adminUrl, `create database ${template} template template0`);
    const url = withDatabaseName(adminUrl, template);
    const handle = await openDatabase({ kind: "postgres", url, pool: 1, prepare: true });
    await handle.migrate();
    await handle.close();
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("databaseSource", { kind: "postgres", adminUrl, template });
  return teardown;
}

async function serverOfOurOwn(): Promise<PostgresServer | undefined> {
  const binaries = findPostgresBinaries();
  return givenPostgresUrl() || !binaries ? undefined : startPostgresServer(binaries);
}

/** The template and its copies, which carry its name in front. */
async function dropAll(adminUrl: string, template: string): Promise<void> {
  const query = `select datname as name from pg_database where starts_with(datname, '${template}')`;
  const found = await asAdmin<{ name: string }>(adminUrl, query);
  await asAdmin(adminUrl, ...found.map(({ name }) => `drop database if exists ${name} with (force)`));
}
