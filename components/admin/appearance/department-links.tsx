"use client";

import { TextLink } from "@/components/ui/actions/text-link";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import type { AppearanceScopeDto } from "@/lib/appearance/schemas";

/** The ways to what is set for each department. */
export const DepartmentLinks = ({ departments }: { departments: readonly AppearanceScopeDto[] }) => (
  <ul className="flex flex-wrap gap-x-6 gap-y-3">
    {departments.map((department) => (
      <li key={department.id} className="min-w-0">
        <TextLink
          href={`/admin/appearance?department=${department.id}`}
          className="inline-flex min-h-8 items-center no-underline hover:underline"
        >
          <DepartmentMark department={department} size="sm" />
        </TextLink>
      </li>
    ))}
  </ul>
);
