import { expect, test } from "vitest";
import { isSetupToken, setupToken } from "./setup-token";

const SECRET = "s".repeat(32);

test("the token of the setup link follows from the secret and tells nothing of it", () => {
  expect(setupToken(SECRET)).toMatch(/^[\w-]{32}$/);
  expect(setupToken(SECRET)).toBe(setupToken(SECRET));
  expect(setupToken(SECRET)).not.toBe(setupToken("t".repeat(32)));
});

test("only the whole token opens the setup", () => {
  const token = setupToken(SECRET);
  expect(isSetupToken(token, SECRET)).toBe(true);
  for (const wrong of [token.slice(0, -1), `${token}x`, token.toLowerCase(), "", undefined, null, 0, [token]]) {
    expect(isSetupToken(wrong, SECRET)).toBe(false);
  }
});
