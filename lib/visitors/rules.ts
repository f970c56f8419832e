/** What a browser says of itself, as far as it can be believed; null: it says nothing that we know. */
export type Device = {
  browser: string | null;
  os: string | null;
  kind: "desktop" | "phone" | "tablet" | "robot" | null;
};

type Rule = readonly [pattern: RegExp, name: string];

/** The first that matches: browsers name the ones that they descend from as well. */
const BROWSERS: readonly Rule[] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, "Edge"],
  [/\b(?:OPR|Opera)\/(\d+)/, "Opera"],
  [/\bYaBrowser\/(\d+)/, "Yandex Browser"],
  [/\bSamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/\bVivaldi\/(\d+)/, "Vivaldi"],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/\b(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, "Safari"],
];

/** Versions of desktop systems are frozen in what browsers send: only phones tell a true one. */
const SYSTEMS: readonly Rule[] = [
  [/\b(?:iPhone|iPod)\b.*? OS (\d+)/, "iOS"],
  [/\biPad\b.*? OS (\d+)/, "iPadOS"],
  [/\bAndroid (\d+)/, "Android"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows NT\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

const first = (rules: readonly Rule[], text: string): string | null => {
  for (const [pattern, name] of rules) {
    const found = pattern.exec(text);
    if (found) return found[1] ? `${name} ${found[1]}` : name;
  }
  return null;
};

/** Reads a `User-Agent`: what it says is shown to people and decides nothing. */
export function readUserAgent(userAgent: string): Device {
  const text = userAgent.slice(0, 512);
  return { browser: first(BROWSERS, text), os: first(SYSTEMS, text), kind: kindOf(text) };
}

function kindOf(text: string): Device["kind"] {
  if (/bot\b|crawl|spider|HeadlessChrome/i.test(text)) return "robot";
  if (/\biPad\b|\bTablet\b|\bAndroid\b(?!.*\bMobile\b)/.test(text)) return "tablet";
  if (/\biPhone\b|\biPod\b|\bMobile\b/.test(text)) return "phone";
  return /\bWindows NT\b|\bMac OS X\b|\bLinux\b|\bCrOS\b/.test(text) ? "desktop" : null;
}
