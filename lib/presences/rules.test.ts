import { expect, test } from "vitest";
import { filterVisitors, NO_FILTER } from "./rules";

const pans = { state: "before", department: { id: "a" }, page: { url: "https://shop.example/pans", title: "Pans" } };
const home = { state: "looking", department: null, page: { url: "https://shop.example/", title: null } };
const all = [pans, home];

test.each([
  ["nothing", NO_FILTER, all],
  ["a page by its title, in whatever case", { ...NO_FILTER, page: " pANS " }, [pans]],
  ["a page by its address", { ...NO_FILTER, page: "shop.example" }, all],
  ["a state", { ...NO_FILTER, state: "looking" }, [home]],
  ["a department, to which visitors of the company's pages belong, too", { ...NO_FILTER, departmentId: "b" }, [home]],
  ["all of them at once", { page: "pans", state: "before", departmentId: "a" }, [pans]],
  ["what is text and no pattern", { ...NO_FILTER, page: "(a+)+$" }, []],
])("visitors are filtered by %s", (_, filter, expected) => {
  expect(filterVisitors(all, filter)).toEqual(expected);
});
