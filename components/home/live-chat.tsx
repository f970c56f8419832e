"use client";

import { MessageCircle } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/actions/button";

type Props = {
  /** Of the snippet. */
  snippetKey: string;
  children: ReactNode;
};

/** The company's chat as any website carries it, by its snippet, and a button that opens it. It leaves with the page. */
export function LiveChat({ snippetKey, children }: Props) {
  const [state, setState] = useState<"comes" | "there" | "failed">("comes");
  useEffect(() => {
    let isGone = false;
    const snippet = document.createElement("script");
    snippet.src = `/embed/${snippetKey}.js`;
    snippet.onload = () => (isGone ? leave() : setState("there"));
    snippet.onerror = () => setState("failed");
    document.head.append(snippet);
    return () => {
      isGone = true;
      snippet.remove();
      leave();
    };
  }, [snippetKey]);
  if (state === "failed") return null;
  return (
    <Button
      variant="primary"
      size="lg"
      icon={<MessageCircle aria-hidden />}
      pending={state === "comes"}
      onClick={() => void window.foyer?.("open")}
    >
      {children}
    </Button>
  );
}

const leave = () => void window.foyer?.("destroy").catch(() => undefined);
