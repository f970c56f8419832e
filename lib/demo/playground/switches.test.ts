import { describe, expect, test } from "vitest";
import { readSwitches } from "./switches";

const read = (query: string, locale = "en") => readSwitches(new URLSearchParams(query), locale);

describe("an address of the playground", () => {
  test("that says nothing is an ordinary page in the language of its reader", () => {
    expect(read("", "ru")).toEqual({
      snippet: "company",
      lang: "ru",
      isRtl: false,
      theme: "auto",
      person: null,
      isStrict: false,
      isSameOrigin: false,
    });
  });

  test("sets each switch; the direction follows the language until it is set by itself", () => {
    const all = "snippet=bikes&lang=ar&theme=dark&person=abcdefgh01234567&policy=strict&origin=same";
    expect(read(all)).toEqual({
      snippet: "bikes",
      lang: "ar",
      isRtl: true,
      theme: "dark",
      person: "abcdefgh01234567",
      isStrict: true,
      isSameOrigin: true,
    });
    expect(read("lang=ar&dir=ltr").isRtl).toBe(false);
    expect(read("lang=de&dir=rtl").isRtl).toBe(true);
  });

  test.each(["snippet=pre-sales&lang=xx&theme=pink&person=short&policy=1&dir=up", "person=%3Cscript%3E012345678"])(
    "that says %s is as if it had not said it",
    (query) => expect(read(query)).toEqual(read("")),
  );
});
