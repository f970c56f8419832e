import { describe, expect, test } from "vitest";
import { company } from "@/db/schema";
import { getCompany } from "@/lib/company/queries";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { toWidgetConfig } from "@/lib/embed/widget-config";
import { uuidv7 } from "@/lib/ids";
import { companyKey } from "@/tests/support/company";
import { withFreshDatabase } from "@/tests/support/database";
import { asOperator, asRole, createDepartment } from "@/tests/support/factories";
import { actingOn, prepareCompany } from "@/tests/support/on-database";
import { findAppearance } from "./queries";
import { DEFAULT_FORM, DEFAULT_LOOK, type WidgetLook } from "./rules";
import { type AppearanceInput, appearanceFormValues, appearanceInput } from "./schemas";
import { updateCompanyAppearance, updateDepartmentAppearance } from "./update-appearance";

const inputOf = async (
  db: Parameters<typeof findAppearance>[0],
  id: string | null,
  patch: Partial<AppearanceInput> = {},
) => {
  const stored = await findAppearance(db, id);
  if (!stored) throw new Error("no appearance");
  return { ...appearanceInput.parse(appearanceFormValues(stored)), ...patch };
};

const consent = (text: string) => ({ enabled: true, texts: { en: text }, link: null });

describe("the company's appearance", () => {
  test("reaches every snippet, in the visitor's language, unless the department has its own", () =>
    withFreshDatabase(async (db) => {
      const admin = actingOn(db);
      const department = await prepareCompany(db, { greeting: "Hello" });
      const look = { ...DEFAULT_LOOK, position: "start" as const, offsetX: 40, sound: false };
      const texts = { greeting: { ru: "Здравствуйте" }, launcher: { en: "Ask us" } };
      await updateCompanyAppearance(admin, await inputOf(admin.db, null, { look, texts, consent: consent("I agree") }));
      const taken = await findEmbedTarget(admin.db, department.key);
      expect(taken).toMatchObject({ look, texts: { launcher: { en: "Ask us" } } });
      const ownTexts = { greeting: { ru: "Добрый день" }, launcher: {} };
      const own = {
        ownLook: true,
        look: DEFAULT_LOOK,
        texts: ownTexts,
        form: { ...DEFAULT_FORM, phone: "required" as const },
      };
      await updateDepartmentAppearance(admin, department.id, await inputOf(admin.db, department.id, own));
      const target = await findEmbedTarget(admin.db, department.key);
      if (!target) throw new Error("no target");
      expect(target).toMatchObject({ look: DEFAULT_LOOK, consent: { version: 1 } });
      const ru = toWidgetConfig(target, new Map(), "ru");
      expect(ru).toMatchObject({ greeting: "Добрый день", consent: { version: 1, text: "I agree" } });
      expect(ru.departments[0]).toMatchObject({ greeting: "Добрый день", form: { phone: "required" } });
      expect(toWidgetConfig(target, new Map(), "en").departments[0]?.greeting).toBe("Hello");
      const all = await findEmbedTarget(db, (await getCompany(db)).key);
      expect(all && toWidgetConfig(all, new Map(), "en")).toMatchObject({ silent: true });
    }));

  test("that was stored before there was a setting has the usual one", () =>
    withFreshDatabase(async (db) => {
      const { key } = await prepareCompany(db);
      await db.update(company).set({ look: { position: "start" } as WidgetLook });
      expect((await findEmbedTarget(db, key))?.look).toEqual({ ...DEFAULT_LOOK, position: "start" });
      expect((await findAppearance(db, null))?.look).toEqual({ ...DEFAULT_LOOK, position: "start" });
    }));

  test("says nothing to visitors where everything is as usual", () =>
    withFreshDatabase(async (db) => {
      const { key } = await prepareCompany(db);
      const target = await findEmbedTarget(db, key);
      const config = target && toWidgetConfig(target, new Map(), "en");
      for (const name of ["consent", "silent", "form", "verifiedOnly"])
        expect(JSON.stringify(config)).not.toContain(name);
    }));

  test("makes a new version of the consent with every other text or link, and of two at once two", () =>
    withFreshDatabase(async (db) => {
      const admin = actingOn(db);
      await prepareCompany(db);
      const versionAfter = async (...wanted: AppearanceInput["consent"][]) => {
        const input = await inputOf(admin.db, null);
        await Promise.all(wanted.map((each) => updateCompanyAppearance(admin, { ...input, consent: each })));
        return (await findAppearance(admin.db, null))?.consent.version;
      };
      expect(await versionAfter(consent("One"))).toBe(1);
      expect(await versionAfter(consent("One"))).toBe(1);
      expect(await versionAfter({ ...consent("One"), enabled: false })).toBe(1);
      expect(await versionAfter({ ...consent("One"), link: "https://example.com/" })).toBe(2);
      expect(await versionAfter(consent("Two"), consent("Three"))).toBe(4);
    }));
});

describe("nobody but an admin", () => {
  test("changes an appearance, and no department that does not exist has one", async () => {
    const admin = await asRole("admin");
    await companyKey();
    const department = await createDepartment();
    const input = await inputOf(admin.db, department.id);
    for (const actor of [await asOperator(department.id), await asRole("supervisor", department.id)]) {
      await expect(updateCompanyAppearance(actor, input)).rejects.toMatchObject({ code: "forbidden" });
      await expect(updateDepartmentAppearance(actor, department.id, input)).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await expect(updateDepartmentAppearance(admin, uuidv7(), input)).rejects.toMatchObject({ code: "not_found" });
    expect(await findAppearance(admin.db, uuidv7())).toBeNull();
  });
});
