import type { MetadataRoute } from "next";
import { getTranslator } from "@/lib/i18n/server";

/** What makes the inbox an app of its own on phones and desktops. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslator("alerts");
  return {
    id: "/inbox",
    name: t("app.name"),
    short_name: t("app.shortName"),
    description: t("app.description"),
    start_url: "/inbox",
    scope: "/",
    display: "standalone",
    background_color: "#f7f6f3",
    theme_color: "#0b6275",
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
