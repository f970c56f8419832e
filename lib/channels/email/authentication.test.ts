import { describe, expect, test } from "vitest";
import { rawMail } from "@/tests/support/email/mails";
import { confirmedDomain, failedCheck } from "./authentication";
import { readMail } from "./read-mail";

const ours = (results: string) => `mx.company.example; ${results}`;

describe("what the receiving server says", () => {
  test.each([
    ["dmarc=fail (p=reject) header.from=bank.example", "dmarc"],
    ["spf=fail smtp.mailfrom=a@bank.example", "spf"],
    ["dkim=fail (bad signature) header.d=bank.example; spf=none", "dkim"],
    ["DMARC = FAIL", "dmarc"],
    ['dkim/1=fail reason="spf=pass; dmarc=pass" header.d=x.example', "dkim"],
    ["spf=pass smtp.mailfrom=x.example; dkim=pass; dmarc=fail", "dmarc"],
    // What is told of nothing, or of less than a failure, is no warning.
    ["none", null],
    ["spf=softfail; dkim=neutral; dmarc=none", null],
    ["dmarc=temperror; spf=permerror", null],
    // One of the two is enough, as for a mail that was passed on, and the domain's own policy goes before both.
    ["spf=fail; dkim=pass", null],
    ["dkim=fail; spf=pass", null],
    ["dkim=fail; dkim=pass", null],
    ["spf=fail; dkim=fail; dmarc=pass", null],
    // Words of anybody, in comments and quotations.
    ["spf=none (dmarc=fail; (spf=fail) ; dkim=fail)", null],
    ['spf=none reason="; dmarc=fail"', null],
    ["spf=none (\\) ; dmarc=fail", null],
    ["dmarc=failure; spf=", null],
  ] as const)("%s", (results, failed) => {
    expect(failedCheck([ours(results)])).toBe(failed);
  });

  test("in several headers is told together", () => {
    expect(failedCheck([ours("spf=none"), ours("dmarc=fail")])).toBe("dmarc");
    expect(failedCheck([])).toBeNull();
  });
});

describe("what somebody has forged below it", () => {
  test("excuses nothing", () => {
    expect(failedCheck([ours("dmarc=fail"), ours("dmarc=pass")])).toBe("dmarc");
    expect(failedCheck([ours("spf=fail"), ours("dmarc=pass; dkim=pass")])).toBe("spf");
    expect(failedCheck([ours("spf=fail"), "mx.evil.example; dmarc=pass; spf=pass"])).toBe("spf");
  });

  test("in the name of another server is not looked at", () => {
    expect(failedCheck([ours("dmarc=pass"), "mx.evil.example; dmarc=fail"])).toBeNull();
    expect(failedCheck([ours("none"), "mx.evil.example; dmarc=fail; spf=fail"])).toBeNull();
  });

  test("of any size takes no longer than it is long", () => {
    expect(failedCheck([ours(`${"(".repeat(100_000)}dmarc=fail`)])).toBeNull();
    expect(failedCheck(Array.from({ length: 10_000 }, () => ours("none")))).toBeNull();
  });
});

test("a mail is read with its headers in their order, the server's own at the top", async () => {
  const mail = await readMail(
    rawMail(
      "Authentication-Results: mx.company.example;",
      "\tspf=fail smtp.mailfrom=bank.example",
      "Received: from evil.example",
      "Authentication-Results: mx.company.example; dmarc=pass",
      "From: a@bank.example",
      "",
      "Hi",
    ),
  );
  expect(mail.authentication).toHaveLength(2);
  expect(failedCheck(mail.authentication)).toBe("spf");
});

describe("the domain of a sender", () => {
  test.each([
    ["dmarc=pass header.from=shop.example", "shop.example"],
    ["dmarc=pass", "shop.example"],
    ["spf=pass smtp.mailfrom=bounce@mail.shop.example", "shop.example"],
    ["dkim=pass header.d=shop.example; spf=none", "shop.example"],
    ["dkim=pass header.i=@shop.example header.s=x", "shop.example"],
    ["DKIM=PASS Header.D=Shop.Example", "shop.example"],
    // What is confirmed is the domain of somebody else.
    ["dmarc=pass header.from=evil.example", null],
    ["spf=pass smtp.mailfrom=a@evil.example; dkim=pass header.d=evil.example", null],
    ["dkim=pass header.d=evilshop.example", null],
    ["dkim=pass header.d=example", null],
    ["dkim=pass", null],
    // Of several, one that has failed is enough.
    ["spf=pass smtp.mailfrom=shop.example; dmarc=fail header.from=shop.example", null],
    ["spf=softfail smtp.mailfrom=shop.example; dmarc=none", null],
    ['spf=none (dmarc=pass) reason="; dmarc=pass"', null],
  ] as const)("is confirmed or not by: %s", (results, domain) => {
    expect(confirmedDomain([ours(results)], "Ann@Shop.example")).toBe(domain);
  });

  test("is confirmed by the header at the top alone", () => {
    expect(confirmedDomain([ours("none"), ours("dmarc=pass")], "a@shop.example")).toBeNull();
    expect(
      confirmedDomain([ours("spf=pass smtp.mailfrom=shop.example"), ours("dmarc=fail")], "a@shop.example"),
    ).toBeNull();
    expect(confirmedDomain([], "a@shop.example")).toBeNull();
  });

  test("is counted as far as somebody had to register it", () => {
    const of = (sender: string) => confirmedDomain([ours("dmarc=pass")], sender);
    expect(of("a@x1.y2.shop.example")).toBe("shop.example");
    expect(of("a@x1.shop.co.uk")).toBe("shop.co.uk");
    expect(of("a@x1.shop.de")).toBe("shop.de");
  });

  test("is also read where a server does not say its name, as Exchange Online", () => {
    const header = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=none;dmarc=none action=none";
    expect(confirmedDomain([header], "a@shop.example")).toBe("shop.example");
    expect(failedCheck(["spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dmarc=none"])).toBe("spf");
  });
});
