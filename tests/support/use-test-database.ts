import { analyzeOutgrownTables } from "@/lib/jobs/tidy-embedded-database";
import { testDatabase, testDatabaseKind } from "./database";

// Before the first test of a worker, so that code which asks for the product's database cannot get the developer's own.
const db = await testDatabase();

// In the product a job does it. Without it the files that come late wait seconds for plans that count on empty tables.
if (testDatabaseKind === "embedded") await analyzeOutgrownTables(db);
