import { expect, test } from "vitest";
import { asRole, createOperator } from "@/tests/support/factories";
import { listOperatorPictures } from "./list-pictures";
import { setOperatorPicture } from "./set-operator-picture";

test("operators with a picture are found by their ids, those without one are not", async () => {
  const admin = await asRole("admin");
  const [withOne, without] = [await createOperator(), await createOperator()];
  await setOperatorPicture(admin, withOne.id, { bytes: new Uint8Array([1]), width: 1, height: 1 });
  const pictures = await listOperatorPictures(admin.db);
  expect(pictures[withOne.id]).toMatch(/^\/logos\/[\w-]{22}\.webp$/);
  expect(Object.hasOwn(pictures, without.id)).toBe(false);
  await setOperatorPicture(admin, withOne.id, null);
  expect(Object.hasOwn(await listOperatorPictures(admin.db), withOne.id)).toBe(false);
});
