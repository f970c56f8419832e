import { asc, eq } from "drizzle-orm";
import { databaseHandle } from "@/db/client";
import { seedMonth } from "@/db/month/seed-month";
import { operators } from "@/db/schema";
import { seedDemo } from "@/db/seed-demo";
import { ensureInstallation } from "@/lib/company/ensure-installation";

/** `npm run db:seed`: the demo companies, for the first admin; with `-- --month`, four weeks of chats that are over, too. */
const handle = await databaseHandle();
try {
  await handle.migrate();
  await ensureInstallation(handle.db);
  const [admin] = await handle.db
    .select({ id: operators.id, email: operators.email })
    .from(operators)
    .where(eq(operators.role, "admin"))
    .orderBy(asc(operators.createdAt))
    .limit(1);
  if (!admin) {
    console.error("There is no admin yet: run npm start, open the setup link and tick “start with demo data” there.");
    process.exitCode = 1;
  } else {
    const { seeded } = await seedDemo(handle.db, { adminId: admin.id });
    console.log(
      seeded
        ? `Demo data made; ${admin.email} answers for all of it. See /demo.`
        : "There are departments already: no demo data was made.",
    );
    if (process.argv.includes("--month")) {
      const { chats } = await seedMonth(handle.db, { now: new Date() });
      console.log(chats > 0 ? `A month of ${chats} chats made. See /reports.` : "There is a month already.");
    }
  }
} finally {
  await handle.close();
}
