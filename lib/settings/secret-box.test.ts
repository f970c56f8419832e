import fc from "fast-check";
import { expect, test } from "vitest";
import { openSecret, SecretBoxError, sealSecret } from "./secret-box";

const SECRET = "a secret of at least thirty-two characters";

test("whatever is sealed opens with the same secret, and does not show in the box", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const box = sealSecret(text, SECRET);
      expect(openSecret(box, SECRET)).toBe(text);
      if (text.length > 8) expect(box).not.toContain(text);
    }),
  );
  expect(openSecret(sealSecret("пароль 🔑", SECRET), SECRET)).toBe("пароль 🔑");
});

test("the same text gives another box every time, so that nobody sees that a password is the same", () => {
  expect(sealSecret("hunter2", SECRET)).not.toBe(sealSecret("hunter2", SECRET));
});

test("another secret opens nothing", () => {
  expect(() => openSecret(sealSecret("hunter2", SECRET), `${SECRET}.`)).toThrow(SecretBoxError);
});

test("a box with any single bit changed does not open", () => {
  const box = sealSecret("hunter2", SECRET);
  const [version, ...parts] = box.split(".");
  for (const [index, part] of parts.entries()) {
    const bytes = Buffer.from(part, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const broken = [version, ...parts.with(index, changed.toString("base64url"))].join(".");
      expect(() => openSecret(broken, SECRET)).toThrow(SecretBoxError);
    }
  }
});

test("a cut tag, a missing part, another format and plain text do not open", () => {
  const [version, nonce, sealed, tag = ""] = sealSecret("hunter2", SECRET).split(".");
  for (const box of [
    [version, nonce, sealed, tag.slice(0, 6)].join("."),
    [version, nonce, sealed, ""].join("."),
    [version, nonce, sealed].join("."),
    [version, nonce, sealed, tag, ""].join("."),
    ["v2", nonce, sealed, tag].join("."),
    "hunter2",
    "",
  ])
    expect(() => openSecret(box, SECRET)).toThrow(SecretBoxError);
});
