import { sql } from "drizzle-orm";
import { company, departmentMembers, departments } from "@/db/schema";
import type { Database } from "@/db/types";
import { env } from "@/lib/env";
import { randomToken } from "@/lib/ids";
import { storeLogo } from "@/lib/logos/store-logo";
import { drawLogo } from "./demo-logos";

/** The two companies of the demo sites. OCC's three are websites of their own, so the company's picker does not list them. */
export const DEMO_DEPARTMENTS = [
  {
    slug: "pre-sales",
    name: "Pre Sales",
    description: "Which pan, which knife, which size? We help you choose.",
    greeting: "Hello! What are you looking for?",
    color: "#b4451f",
    site: "toms",
    hidden: false,
  },
  {
    slug: "order-services",
    name: "Order Services",
    description: "Delivery, returns and invoices of an order you have placed.",
    greeting: "Hello! Have your order number at hand and we are quick.",
    color: "#8a5a12",
    site: "toms",
    hidden: false,
  },
  {
    slug: "corporate-accounts",
    name: "Corporate Accounts",
    description: "Restaurants, hotels and canteens.",
    greeting: "Welcome. Tell us what your kitchen needs.",
    color: "#5b2c4f",
    site: "toms",
    hidden: false,
  },
  {
    slug: "bikes",
    name: "OCC Bikes",
    description: "City, touring and cargo bikes from our own import.",
    greeting: "Hi there! Ask us anything about bikes.",
    color: "#0b6b4f",
    site: "occ",
    hidden: true,
  },
  {
    slug: "hardware",
    name: "OCC Hardware",
    description: "Tools and fittings by the crate.",
    greeting: "Hello! Which part do you need?",
    color: "#1d4f91",
    site: "occ",
    hidden: true,
  },
  {
    slug: "auto-parts",
    name: "OCC Auto Parts",
    description: "Brakes, filters, lights: the right part for your car.",
    greeting: "Hello! Tell us make, model and year.",
    color: "#9b1c2e",
    site: "occ",
    hidden: true,
  },
] as const;

export const DEMO_COMPANY = "Tom's Kitchen Supplies";

export type DemoDepartment = (typeof DEMO_DEPARTMENTS)[number];

/** Path of the demo page that carries this department's own snippet; the demo finds the department by it. */
export const demoPath = ({ site, slug }: Pick<DemoDepartment, "site" | "slug">) =>
  site === "occ" ? `/demo/${slug}` : slug === "corporate-accounts" ? "/demo/toms/corporate" : `/demo/toms#${slug}`;

/** Where the demo sites are; on this machine by another name than the installation, so that browsers see two sites. */
function demoOrigin(): string {
  const { PUBLIC_URL, PORT } = env();
  return PUBLIC_URL ?? `http://127.0.0.1:${PORT}`;
}

/**
 * Makes Tom's Kitchen Supplies and OCC Import/Export with `adminId` in all their departments. Does nothing when there is
 * any department already, so that it never mixes with real data.
 */
export async function seedDemo(db: Database, { adminId }: { adminId: string }): Promise<{ seeded: boolean }> {
  const drawn = await Promise.all(
    DEMO_DEPARTMENTS.map(async (department) => ({ ...department, logo: await drawLogo(department) })),
  );
  return db.transaction(async (tx) => {
    // Two seeds at once: the second waits here and then finds departments.
    await tx.execute(sql`lock table ${departments} in share row exclusive mode`);
    if ((await tx.$count(departments)) > 0) return { seeded: false };
    await tx
      .update(company)
      .set({ name: sql`case when ${company.name} = '' then ${DEMO_COMPANY} else ${company.name} end` });
    for (const [position, { slug, site, logo, ...values }] of drawn.entries()) {
      const logoId = await storeLogo(tx, logo);
      const [row] = await tx
        .insert(departments)
        .values({ ...values, position, logoId, siteUrl: demoOrigin() + demoPath({ site, slug }), key: randomToken(16) })
        .returning({ id: departments.id });
      if (row) await tx.insert(departmentMembers).values({ departmentId: row.id, operatorId: adminId });
    }
    return { seeded: true };
  });
}
