import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/open-database";
import { isStartupError } from "@/db/startup-error";

// Opens the embedded database in the folder given as argument and writes numbered rows, naming each once it is committed.
try {
  const { db } = await openDatabase({ kind: "embedded", dataDir: process.argv[2] ?? "" });
  await db.execute(sql`create table if not exists acknowledged (n int)`);
  console.log("open");
  for (let n = 1; ; n++) {
    await db.transaction(async (tx) => {
      await tx.execute(sql`insert into acknowledged values (${n})`);
    });
    console.log(n);
  }
} catch (error) {
  console.log(isStartupError(error) ? error.message : error);
  process.exitCode = 1;
}
