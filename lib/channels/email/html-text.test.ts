import { describe, expect, test } from "vitest";
import { htmlText } from "./html-text";

const read = (html: string) => htmlText(html, { cutsQuotes: false });
const cut = (html: string) => htmlText(html, { cutsQuotes: true });

describe("a page of a mail as text", () => {
  test("keeps what somebody would read, in lines and blocks", () => {
    expect(read("<p>Hello&nbsp;&amp; welcome</p><div>one<br>two</div><ul><li>a</li><li>b</li></ul>")).toBe(
      "Hello & welcome\n\none\ntwo\n\n- a\n- b",
    );
    expect(read("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>")).toBe("1 2\n3 4");
    expect(read("<pre>a\n  b</pre>")).toBe("a\n  b");
  });

  test("says where links of the web lead, and nothing of others", () => {
    expect(read('<a href="https://a.example/x">here</a>')).toBe("here (https://a.example/x)");
    expect(read('<a href="https://a.example/">https://a.example/</a>')).toBe("https://a.example/");
    expect(read('<a href="javascript:alert(1)">press</a> <a href="data:text/html,x">me</a>')).toBe("press me");
  });

  test.each([
    ["<script>alert(1)</script>x<style>p{}</style>"],
    ['x<img src=x onerror="alert(1)">'],
    ["<head><title>t</title></head>x"],
    ['<div style="display:none">hidden<p>all</p></div>x'],
    ['<span style="font-size:0px">hidden</span>x<span hidden>y</span>'],
    ["<svg><text>y</text></svg>x"],
    ["<!-- y --><![CDATA[y]]>x"],
  ])("leaves out what nobody sees: %s", (html) => expect(read(html)).toBe("x"));

  test("takes markup that is broken, nested without end, or endless", () => {
    expect(read("<b>a<i>b</b>c</i></div></div>d")).toBe("abcd");
    expect(read(`${"<div>".repeat(1000)}deep`)).toBe("deep");
    expect(read(`seen${"<b>".repeat(300_000)}unseen`)).toBe("seen");
    expect(read("<a href='".repeat(1000))).toBe("");
    expect(read(`x${"<br>".repeat(300_000)}`).length).toBeLessThan(10);
    expect(read("&lt;script&gt;alert(1)&lt;/script&gt;")).toBe("<script>alert(1)</script>");
  });

  test.each([
    ['<div>Yes</div><div class="gmail_quote"><div class="gmail_attr">On … wrote:</div>No</div>'],
    ['<p>Yes</p><blockquote type="cite">No</blockquote>'],
    ['<div>Yes</div><div id="appendonsend"></div><hr><div>From: x</div><div>No</div>'],
    ['<p>Yes</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: x</p></div><p>No</p>'],
    ['<p>Yes</p><div class="moz-cite-prefix">Am … schrieb:</div><blockquote type="cite">No</blockquote>'],
  ])("leaves out what an answer quotes: %s", (html) => {
    expect(cut(html)).toBe("Yes");
    expect(read(html)).toContain("No");
  });

  test("keeps a quotation where there is nothing else", () => {
    expect(cut('<blockquote type="cite">All of it</blockquote>')).toBe("All of it");
  });
});
