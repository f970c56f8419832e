import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensureWidget } from "./built-widget";
import { fastestFolder } from "./memory-disk";
import "./provided";
import { embeddedTemplate } from "./template";

/** Makes the template that each worker copies, and a folder for the copies that goes away in the end. */
export default async function setup(project: TestProject): Promise<() => void> {
  ensureWidget();
  const folder = mkdtempSync(join(fastestFolder(), "foyer-test-"));
  project.provide("databaseSource", { kind: "embedded", template: await embeddedTemplate(), folder });
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
