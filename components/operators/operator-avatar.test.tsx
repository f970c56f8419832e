import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { OperatorAvatar } from "./operator-avatar";
import { OperatorPictures } from "./operator-pictures";

const PICTURES = { one: "/logos/picture.webp" };
const shown = (operatorId: string | null) =>
  renderToStaticMarkup(
    <OperatorPictures pictures={PICTURES}>
      <OperatorAvatar operatorId={operatorId} name="Ann Lee" size="sm" />
    </OperatorPictures>,
  );
const sizeOf = (html: string) => /size-\d+/.exec(html)?.[0];

test("an operator with a picture is shown by it, as decoration beside the name", () => {
  expect(shown("one")).toMatch(/<img src="\/logos\/picture\.webp" alt=""/);
});

test("anybody else is shown by initials of the same size", () => {
  for (const id of ["another", "constructor", null]) {
    expect(shown(id)).toContain(">AL<");
    expect(sizeOf(shown(id))).toBe(sizeOf(shown("one")));
  }
});
