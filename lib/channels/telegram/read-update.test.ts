import { describe, expect, test } from "vitest";
import { memberUpdate, messageUpdate, newPerson, pressUpdate, textUpdate } from "@/tests/support/telegram/updates";
import { readUpdate } from "./read-update";

const vera = newPerson({ first_name: "<b>Ve\u0000ra</b>", language_code: "pt-BR" });

describe("an update of Telegram", () => {
  test("names who it is from as text, in a language that we speak", () => {
    expect(readUpdate(textUpdate(vera, "<i>Hi</i>"))).toMatchObject({
      from: { externalId: String(vera.id), name: "<b>Ve ra</b>", locale: "pt" },
      what: { type: "text", text: "<i>Hi</i>" },
    });
    expect(readUpdate(textUpdate(newPerson({ language_code: "xx" }), "Hi"))?.from.locale).toBe("en");
  });

  test.each([
    ["/start", { type: "start", key: "" }],
    ["/start abc-DEF_1", { type: "start", key: "abc-DEF_1" }],
    ["/start@foyer_bot abc", { type: "start", key: "abc" }],
    ["/started well", { type: "text", text: "/started well" }],
  ])("with %j", (text, what) => expect(readUpdate(textUpdate(vera, text))?.what).toEqual(what));

  test("with a picture is its largest size, and what has no name gets one", () => {
    const photo = [
      { file_id: "large", width: 800, height: 600, file_size: 9 },
      { file_id: "small", width: 80, height: 60, file_size: 1 },
    ];
    expect(readUpdate(messageUpdate(vera, { photo, caption: "Look" }))?.what).toEqual({
      type: "file",
      ref: "large",
      name: "photo.jpg",
      size: 9,
      caption: "Look",
    });
    expect(readUpdate(messageUpdate(vera, { voice: { file_id: "v" } }))?.what).toMatchObject({
      name: "voice.ogg",
      size: null,
    });
    expect(readUpdate(messageUpdate(vera, { sticker: {} }))?.what).toEqual({ type: "unsupported" });
  });

  test("that is of a group, of a bot, an edit, or no update at all is none of ours", () => {
    const group = { id: -5, type: "group" };
    expect(readUpdate(messageUpdate(vera, { text: "Hi" }, { chat: group }))).toBeNull();
    expect(readUpdate(textUpdate({ ...vera, is_bot: true }, "Hi"))).toBeNull();
    const { message, update_id } = textUpdate(vera, "Hi");
    expect(readUpdate({ update_id, edited_message: message })).toBeNull();
    for (const nothing of [null, 1, "x", [], {}, { update_id: "1" }, { update_id: 1.5 }]) {
      expect(readUpdate(nothing)).toBeNull();
    }
  });

  test("of a button in somebody else's chat says that it is foreign", () => {
    expect(readUpdate(pressUpdate(vera, "x"))?.what).toMatchObject({ isForeign: false });
    expect(readUpdate(pressUpdate(vera, "x", { chatId: 1 }))?.what).toMatchObject({ isForeign: true });
  });

  test("tells who shuts us out, and who comes back", () => {
    expect(readUpdate(memberUpdate(vera, "kicked"))?.what).toEqual({ type: "left" });
    expect(readUpdate(memberUpdate(vera, "member"))?.what).toEqual({ type: "returned" });
  });
});
