import { eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import { findAppearance } from "@/lib/appearance/queries";
import { appearanceFormValues, appearanceInput } from "@/lib/appearance/schemas";
import { updateDepartmentAppearance } from "@/lib/appearance/update-appearance";
import { createDepartment as create } from "@/lib/departments/create-department";
import { deleteDepartment } from "@/lib/departments/delete-department";
import { reorderDepartments } from "@/lib/departments/reorder-departments";
import { replaceMembers } from "@/lib/departments/replace-members";
import { rotateDepartmentKey } from "@/lib/departments/rotate-department-key";
import { routingFormValues, routingInput } from "@/lib/departments/routing-schemas";
import { setDepartmentLogo } from "@/lib/departments/set-department-logo";
import { setDepartmentTone } from "@/lib/departments/set-department-tone";
import { updateDepartment } from "@/lib/departments/update-department";
import { updateHours } from "@/lib/departments/update-hours";
import { updateRouting } from "@/lib/departments/update-routing";
import { setTagDuty } from "@/lib/tags/change-tags";
import { companyKey } from "@/tests/support/company";
import { createDepartment, createOperator, unique } from "@/tests/support/factories";
import { prepareCompany } from "@/tests/support/on-database";
import { type AuditCase, from } from "./case";

const INPUT = {
  description: "",
  hidden: false,
  disabled: false,
  color: "#123456",
  siteUrl: null,
  allowedDomains: [],
  greeting: "",
};
const PICTURE = { bytes: new Uint8Array([1]), width: 1, height: 1 };

export const departmentCases: AuditCase[] = [
  {
    command: "departments/create-department.ts createDepartment",
    action: "department.created",
    act: async (admin) => {
      const name = unique("Made");
      await create(admin, { ...INPUT, name });
      return {
        changes: {
          name: from(null, name),
          color: from(null, "#123456"),
          hidden: from(null, false),
          disabled: from(null, false),
          [`members.${admin.actor.operatorId}`]: from(null, 1),
        },
      };
    },
  },
  {
    command: "departments/update-department.ts updateDepartment",
    action: "department.updated",
    act: async (admin) => {
      const { id, name } = await createDepartment({ greeting: "Hello", allowedDomains: ["a.example"] });
      await updateDepartment(admin, id, { ...INPUT, name, color: "#1f5eff", hidden: true, greeting: "Hi" });
      return {
        changes: {
          hidden: from(false, true),
          greeting: from("Hello", "Hi"),
          allowedDomains: { before: ["a.example"], after: [] },
        },
      };
    },
  },
  {
    command: "departments/delete-department.ts deleteDepartment",
    action: "department.deleted",
    act: async (admin) => {
      const { id, name, key } = await createDepartment();
      await deleteDepartment(admin, id);
      return {
        changes: {
          name: from(name, null),
          key: from(key, null),
          color: from("#1f5eff", null),
          hidden: from(false, null),
          disabled: from(false, null),
          requiresTag: from(false, null),
          verifiedOnly: from(false, null),
          strategy: from("automatic", null),
          timeZone: from("UTC", null),
          tone: from("chime", null),
        },
      };
    },
  },
  {
    command: "departments/update-hours.ts updateHours",
    action: "department.hours_changed",
    act: async (admin) => {
      const { id } = await createDepartment();
      const hours = [{ weekday: 1, from: "09:00", to: "17:00" }];
      await updateHours(admin, id, { timeZone: "Europe/Berlin", hours, holidays: [] });
      return { changes: { timeZone: from("UTC", "Europe/Berlin"), hours: { before: null, after: hours } } };
    },
  },
  {
    command: "departments/update-routing.ts updateRouting",
    action: "department.routing_changed",
    act: async (admin) => {
      const [overflow, row] = [await createDepartment(), await createDepartment()];
      const form = { strategy: "manual" as const, overflowDepartmentId: overflow.id, overflowAfterMinutes: "5" };
      await updateRouting(admin, row.id, routingInput.parse({ ...routingFormValues(row), ...form }));
      return {
        changes: {
          strategy: from("automatic", "manual"),
          overflowDepartmentId: from(null, overflow.id),
          overflowAfterMinutes: from(null, 5),
        },
      };
    },
  },
  {
    command: "departments/replace-members.ts replaceMembers",
    action: "department.members_changed",
    act: async (admin) => {
      const { id } = await createDepartment();
      const [goes, comes] = [await createOperator({ departmentIds: [id] }), await createOperator()];
      await replaceMembers(admin, id, [{ operatorId: comes.id, line: 2 }]);
      return { changes: { [`members.${goes.id}`]: from(1, null), [`members.${comes.id}`]: from(null, 2) } };
    },
  },
  {
    command: "departments/set-department-logo.ts setDepartmentLogo",
    action: "department.logo_changed",
    act: async (admin) => {
      const { id } = await createDepartment();
      await setDepartmentLogo(admin, id, PICTURE);
      const [row] = await admin.db.select().from(departments).where(eq(departments.id, id));
      return { changes: { logoId: from(null, row?.logoId ?? "no logo") } };
    },
  },
  {
    command: "departments/set-department-tone.ts setDepartmentTone",
    action: "department.tone_changed",
    act: async (admin) => {
      await setDepartmentTone(admin, (await createDepartment({ tone: "chime" })).id, "bell");
      return { changes: { tone: from("chime", "bell") } };
    },
  },
  {
    command: "departments/rotate-department-key.ts rotateDepartmentKey",
    action: "department.key_rotated",
    act: async (admin) => {
      const { id, key: before } = await createDepartment();
      const { key } = await rotateDepartmentKey(admin, id);
      return { changes: { key: from(before, key) } };
    },
  },
  {
    command: "departments/reorder-departments.ts reorderDepartments",
    action: "department.reordered",
    isFresh: true,
    act: async (admin) => {
      await prepareCompany(admin.db, { position: 1 });
      await prepareCompany(admin.db, { position: 2 });
      const { position, name } = departments;
      const found = await admin.db.select({ id: departments.id }).from(departments).orderBy(position, name);
      const before = found.map(({ id }) => id);
      await reorderDepartments(admin, [...before].reverse());
      return { changes: { order: { before, after: [...before].reverse() } } };
    },
  },
  {
    command: "appearance/update-appearance.ts updateDepartmentAppearance",
    action: "department.appearance_changed",
    act: async (admin) => {
      await companyKey();
      const { id } = await createDepartment();
      const stored = await findAppearance(admin.db, id);
      if (!stored) throw new Error("no appearance");
      const present = appearanceInput.parse(appearanceFormValues(stored));
      // Once before, so that what a form writes anyway is there.
      await admin.db.update(departments).set({ texts: present.texts }).where(eq(departments.id, id));
      await updateDepartmentAppearance(admin, id, { ...present, color: "#000000", verifiedOnly: true });
      return { changes: { color: from("#1f5eff", "#000000"), verifiedOnly: from(false, true) } };
    },
  },
  {
    command: "tags/change-tags.ts setTagDuty",
    action: "department.tag_duty_changed",
    act: async (admin) => {
      await setTagDuty(admin, (await createDepartment()).id, true);
      return { changes: { requiresTag: from(false, true) } };
    },
  },
];
