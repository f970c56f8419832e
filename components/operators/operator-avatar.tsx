"use client";

import { useState } from "react";
import { Avatar, type AvatarProps } from "@/components/ui/display/avatar";
import { useOperatorPicture } from "./operator-pictures";

type Props = Omit<AvatarProps, "src" | "onFailure"> & { operatorId: string | null };

/** Picture of an operator, or initials of the same size; decoration, so the name must stand beside it. */
export function OperatorAvatar({ operatorId, ...props }: Props) {
  const picture = useOperatorPicture(operatorId);
  const [failed, setFailed] = useState<string | null>(null);
  // One that was taken away since the page was made.
  return <Avatar {...props} src={picture === failed ? null : picture} onFailure={() => setFailed(picture)} />;
}
