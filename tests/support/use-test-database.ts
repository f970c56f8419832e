import { testDatabase } from "./database";

// Before the first test of a worker, so that code which asks for the product's database cannot get the developer's own.
await testDatabase();
