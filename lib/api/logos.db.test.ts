import { expect, test } from "vitest";
import { setDepartmentLogo } from "@/lib/departments/set-department-logo";
import { asRole, createDepartment } from "@/tests/support/factories";
import { GET } from "./logos";

const get = (file: string) => GET(new Request(`http://localhost/logos/${file}`), { params: Promise.resolve({ file }) });

test("a logo is served as an immutable picture that other sites may show", async () => {
  const admin = await asRole("admin");
  const { id } = await createDepartment({ hidden: true, disabled: true });
  const bytes = Uint8Array.of(1, 2, 3);
  const { logoUrl } = await setDepartmentLogo(admin, id, { bytes, width: 1, height: 1 });
  const response = await get(logoUrl?.split("/").at(-1) ?? "");
  expect(response.status).toBe(200);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/webp",
    "content-length": "3",
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
  });
});

test("a removed logo, an unknown one and anything else are the same 404, kept by no cache", async () => {
  const admin = await asRole("admin");
  const { id } = await createDepartment();
  const { logoUrl } = await setDepartmentLogo(admin, id, { bytes: Uint8Array.of(1), width: 1, height: 1 });
  await setDepartmentLogo(admin, id, null);
  const removed = logoUrl?.split("/").at(-1) ?? "";
  const files = [removed, `${"a".repeat(22)}.webp`, "x.webp", `${"a".repeat(22)}.svg`, "..%2f", "a\u0000.webp", ""];
  const answers = await Promise.all(
    files.map(async (file) => {
      const response = await get(file);
      return [response.status, response.headers.get("cache-control"), await response.text()];
    }),
  );
  expect(answers[0]?.slice(0, 2)).toEqual([404, "no-store"]);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});
