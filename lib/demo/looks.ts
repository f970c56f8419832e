import type { DemoPage } from "./sites";

const BASE = `*{box-sizing:border-box}body{margin:0;line-height:1.6}a{color:inherit}
header,main,footer{padding-inline:max(24px,calc(50vw - 520px))}header{display:flex;flex-wrap:wrap;gap:8px 28px;align-items:baseline;padding-block:20px}
header strong{font-size:1.35rem;margin-inline-end:auto}nav{display:flex;flex-wrap:wrap;gap:4px 20px}nav a{display:inline-block;padding:4px 0}nav a[aria-current]{text-decoration-thickness:3px}
.hero{padding-block:56px;margin-inline:calc(-1*max(24px,calc(50vw - 520px)));padding-inline:max(24px,calc(50vw - 520px))}body{overflow-x:hidden}.hero h1{font-size:clamp(1.7rem,5vw,3.4rem);line-height:1.1;overflow-wrap:anywhere;hyphens:auto;margin:0 0 12px;max-width:18ch}.hero p{max-width:52ch;font-size:1.1rem;margin:0}
ul.goods{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:20px;margin:32px 0 56px}
.goods li{padding:20px;border-radius:6px}.goods h2{font-size:1.1rem;margin:0 0 4px}.goods p{margin:0 0 12px}.goods b{font-variant-numeric:tabular-nums}
footer{padding-block:24px;font-size:.9rem}.note{padding:16px 20px;border:2px dashed;border-radius:6px;margin-block:0 40px}`;

/** Styles of the foreign websites: each its own shop, none of them ours. */
export const LOOKS: Record<DemoPage["look"], string> = {
  toms: `${BASE}body{background:#fbf6ee;color:#33231a;font-family:Georgia,"Times New Roman",serif}header{background:#fff;border-bottom:3px double #b4451f}strong{color:#8f3416}.hero{background:#f2e3cf}.goods li{background:#fff;border:1px solid #e4d3bb}footer{background:#33231a;color:#f6eadb}`,
  bikes: `${BASE}body{background:#f3f8f5;color:#0d2b22;font-family:"Trebuchet MS","Segoe UI",sans-serif}header{background:#0b6b4f;color:#fff}.hero{background:linear-gradient(120deg,#cdeadd,#eaf6c9)}.goods li{background:#fff;box-shadow:0 1px 4px #0b6b4f33}footer{background:#0d2b22;color:#d9efe5}`,
  hardware: `${BASE}body{background:#e9edf2;color:#16222e;font-family:"Courier New",ui-monospace,monospace}header{background:#ffd23f;border-bottom:6px solid #16222e}.hero{background:#1d4f91;color:#fff}.goods li{background:#fff;border:2px solid #16222e;border-radius:0}footer{background:#16222e;color:#ffd23f}`,
  autoParts: `${BASE}body{background:#17171a;color:#f1eeee;font-family:Verdana,Geneva,sans-serif}header{background:#9b1c2e;color:#fff}.hero{background:radial-gradient(circle at 80% 20%,#4a1420,#17171a 70%)}.goods li{background:#242429;border-inline-start:4px solid #d6455c}footer{background:#000;color:#c9c5c5}`,
};

export const INDEX_LOOK = `${BASE}body{background:#f6f6f4;color:#1c1c1a;font-family:system-ui,sans-serif}.goods li{background:#fff;border:1px solid #d9d9d4}.hero{padding-block:48px 0}
@media (prefers-color-scheme:dark){body{background:#161614;color:#ecece8}.goods li{background:#20201d;border-color:#3a3a35}}`;
