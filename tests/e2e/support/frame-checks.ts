import type { Frame, Page } from "@playwright/test";

/** What WCAG 1.4.12 lets readers set for themselves. */
const TEXT_SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }`;
/** 400 % of a window of 1280 × 1024 (WCAG 1.4.10), and 200 % of one of 1280 × 800. */
const ZOOMED = [
  { width: 320, height: 256 },
  { width: 640, height: 400 },
];

/** The open widget. */
export function frameOf(page: Page): Frame {
  const frame = page.frames().find((each) => each !== page.mainFrame() && each.url().includes("/embed/"));
  if (!frame) throw new Error("the page has no frame of ours");
  return frame;
}

/** What is too small to hit in the open widget, or still moves although its visitor asked for no motion. */
export async function touchTroubles(page: Page): Promise<string[]> {
  return frameOf(page).evaluate(measureTargets);
}

/** What is cut off, covered or out of reach in the open widget, magnified and with wide text. */
export async function zoomTroubles(page: Page): Promise<string[]> {
  const frame = frameOf(page);
  const before = page.viewportSize();
  const troubles: string[] = [];
  for (const viewport of ZOOMED) {
    await page.setViewportSize(viewport);
    const found = await frame.evaluate(measureReach, TEXT_SPACING);
    troubles.push(...found.map((line) => `${viewport.width}${line}`));
  }
  if (before) await page.setViewportSize(before);
  return troubles;
}

// The functions below run in the frame: each stands for itself.

function measureTargets(): string[] {
  const MIN = 24;
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()} "${element.getAttribute("aria-label") ?? element.textContent?.slice(0, 30)}"`;
  const small = [...document.querySelectorAll("button, a[href], input, textarea, select, label:has(input)")]
    // Of a control that is drawn by its label, the label is what is hit; a link in a sentence is as high as its line.
    .filter((element) => !element.matches(".sr, label input, .body a, .body *"))
    .map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return { element, width, height };
    })
    .filter(({ width, height }) => width > 0 && (Math.round(width) < MIN || Math.round(height) < MIN))
    .map(({ element, width, height }) => `${Math.round(width)} × ${Math.round(height)}: ${name(element)}`);
  const moving = document
    .getAnimations()
    .filter(({ playState }) => playState === "running")
    .map((animation) => `moves: ${(animation as CSSAnimation).animationName}`);
  return [...small, ...moving];
}

/** Once as it is, once with the spacing of text that the style sheet `wide` sets. */
function measureReach(wide: string): string[] {
  const spacing = new CSSStyleSheet();
  spacing.replaceSync(wide);
  const before = [...document.adoptedStyleSheets];
  const found = measure().map((line) => `: ${line}`);
  document.adoptedStyleSheets = [...before, spacing];
  found.push(...measure().map((line) => ` with wide text: ${line}`));
  document.adoptedStyleSheets = before;
  return found;

  function measure(): string[] {
    const troubles: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth)
      troubles.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth}`);
    const shown = [...document.querySelectorAll<HTMLElement>("body *")].filter(
      (element) => element.getClientRects().length > 0 && !element.closest(".sr, svg"),
    );
    const label = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 30)}"`;
    for (const element of shown) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const isCutX = element.scrollWidth > element.clientWidth + 1 && ["hidden", "clip"].includes(overflowX);
      const isCutY = element.scrollHeight > element.clientHeight + 1 && ["hidden", "clip"].includes(overflowY);
      if (element.clientWidth && element.textContent?.trim() && (isCutX || isCutY))
        troubles.push(`cut: ${label(element)}`);
    }
    const scrolled = shown
      .filter(({ scrollTop }) => scrollTop > 0)
      .map((element) => ({ element, top: element.scrollTop }));
    for (const element of shown.filter((each) => each.matches("button, a[href], input, textarea"))) {
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
      // The first line of a link that is broken over two.
      const [box = new DOMRect()] = element.getClientRects();
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      // Below an open menu lies what Escape uncovers.
      if (!element.contains(hit) && !hit?.closest(".items")) {
        troubles.push(`out of reach: ${element.getAttribute("aria-label") ?? label(element)}`);
      }
    }
    for (const { element, top } of scrolled) element.scrollTop = top;
    return troubles;
  }
}
