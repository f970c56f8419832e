"use client";

import { createContext, type ReactNode, useContext } from "react";

/** Addresses of pictures by the ids of their operators. */
export type Pictures = Readonly<Record<string, string>>;

const PicturesContext = createContext<Pictures>({});

/** Knows the pictures of all operators, so that what is shown of one needs no more than the id. */
export function OperatorPictures({ pictures, children }: { pictures: Pictures; children: ReactNode }) {
  return <PicturesContext value={pictures}>{children}</PicturesContext>;
}

/** Null: this operator has none, or it is nobody known. */
export function useOperatorPicture(operatorId: string | null): string | null {
  const pictures = useContext(PicturesContext);
  return operatorId !== null && Object.hasOwn(pictures, operatorId) ? (pictures[operatorId] ?? null) : null;
}
