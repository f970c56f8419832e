import type { Metadata } from "next";
import type { ReactNode } from "react";
import { WorkLayout } from "../work-layout";

export const metadata: Metadata = { robots: { index: false, follow: false } };

export default function OfflineLayout({ children }: { children: ReactNode }) {
  return <WorkLayout path="/offline">{children}</WorkLayout>;
}
