"use client";

import { createContext, useContext } from "react";

export const CompactContext = createContext(false);

/** Whether the part of the navigation around has only the width of an icon: words must go to a tooltip or a label. */
export const useIsCompact = () => useContext(CompactContext);
