"use client";

import { OperatorAvatar } from "./operator-avatar";

type Props = { sender: { type: string; id?: string | null | undefined }; name: string };

/** Who wrote what stands below: a colleague has a picture, anybody else the name alone. */
export function OperatorAuthor({ sender: { type, id }, name }: Props) {
  if (type !== "operator") return <bdi>{name}</bdi>;
  return (
    <span className="inline-flex items-center gap-1.5">
      <OperatorAvatar operatorId={id ?? null} name={name} size="xs" />
      <bdi>{name}</bdi>
    </span>
  );
}
