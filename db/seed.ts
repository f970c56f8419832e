import { asc, eq } from "drizzle-orm";
import { databaseHandle } from "@/db/client";
import { operators } from "@/db/schema";
import { seedDemo } from "@/db/seed-demo";
import { ensureInstallation } from "@/lib/company/ensure-installation";

/** `npm run db:seed`: the demo companies, for the first admin. */
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
        : "There are departments already: nothing was changed.",
    );
  }
} finally {
  await handle.close();
}
