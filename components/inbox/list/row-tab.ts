import { createContext, use } from "react";

/** 0 in the one row of a list that the Tab key reaches, -1 in the others: arrow keys move between them. */
export const RowTabContext = createContext<0 | -1>(0);
export const useRowTab = () => use(RowTabContext);
