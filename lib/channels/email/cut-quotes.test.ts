import { describe, expect, test } from "vitest";
import { cutQuotes } from "./cut-quotes";

describe("an answer without what it quotes", () => {
  test.each([
    ["On Tue, Dec 1, 2026 at 10:00 AM Tom <tom@shop.example> wrote:"],
    ["Am 01.12.2026 um 10:00 schrieb Tom <tom@shop.example>:"],
    ["Le mar. 1 déc. 2026 à 10:00, Tom <tom@shop.example> a écrit :"],
    ["El mar, 1 dic 2026 a las 10:00, Tom (<tom@shop.example>) escribió:"],
    ["Em ter., 1 de dez. de 2026 às 10:00, Tom <tom@shop.example> escreveu:"],
    ["вт, 1 дек. 2026 г. в 10:00, Tom <tom@shop.example>:"],
    ["في الثلاثاء، 1 ديسمبر 2026 في 10:00 تمت كتابة ما يلي بواسطة <tom@shop.example>:"],
    ["On Tue, Dec 1, 2026 at 10:00 AM A very long name\n<tom@shop.example> wrote:"],
  ])("below %j", (attribution) => {
    expect(cutQuotes(`Yes\n\nplease.\n\n${attribution}\n\n> Do you want it?\n>> Older\n>\n`)).toBe("Yes\n\nplease.");
  });

  test("below it, where the quotation comes first", () => {
    expect(cutQuotes("On 1 Dec 2026 at 10:00, Tom wrote:\n> Do you want it?\n\nYes")).toBe("Yes");
  });

  test.each([
    ["-----Original Message-----"],
    ["-------- Исходное сообщение --------"],
    ["-----Ursprüngliche Nachricht-----"],
    ["________________________________\nFrom: Tom <tom@shop.example>\nSent: Tuesday"],
    ["From: Tom\nSent: Tuesday, December 1, 2026 10:00\nTo: Vera\nSubject: Re: My order"],
    ["От: Tom\nОтправлено: вторник\nКому: Vera\nТема: Re: Заказ"],
  ])("below the head %j", (head) => expect(cutQuotes(`Yes\n\n${head}\n\nDo you want it?`)).toBe("Yes"));

  test("keeps what is written between quoted lines", () => {
    const text = "> One?\nYes\n\n> Two?\nNo";
    expect(cutQuotes(text)).toBe(text);
  });

  test.each(["> All of it", "On 1 Dec 2026, Tom wrote:\n> Only this", "From: here\nto there", "a > b", "Note: 10:00"])(
    "leaves %j as it is",
    (text) => expect(cutQuotes(text)).toBe(text),
  );

  test("looks at a text of any size within moments", () => {
    const long = "On a b c ".repeat(200_000);
    expect(cutQuotes(`${long}\n${"> x\n".repeat(50_000)}`).length).toBeGreaterThan(0);
  });
});
