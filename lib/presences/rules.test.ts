import { expect, test } from "vitest";
import { filterVisitors, NO_FILTER } from "./rules";

const pans = {
  state: "before",
  chats: 2,
  department: { id: "a" },
  page: { url: "https://shop.example/pans", title: "Pans" },
};
const home = { state: "looking", chats: 0, department: null, page: { url: "https://shop.example/", title: null } };
const again = { ...pans, state: "chatting", page: { url: "https://other.example/", title: null } };
const first = { ...again, state: "waiting", chats: 1 };
const all = [pans, home, again, first];

test.each([
  ["nothing", NO_FILTER, all],
  ["having come back, whether they have a chat now or not", { ...NO_FILTER, state: "returning" }, [pans, again]],
  ["having a chat now", { ...NO_FILTER, state: "withChat" }, [again, first]],
  ["a page by its title, in whatever case", { ...NO_FILTER, page: " pANS " }, [pans]],
  ["a page by its address", { ...NO_FILTER, page: "shop.example" }, [pans, home]],
  ["a state", { ...NO_FILTER, state: "looking" }, [home]],
  ["a department, to which visitors of the company's pages belong, too", { ...NO_FILTER, departmentId: "b" }, [home]],
  ["all of them at once", { page: "pans", state: "before", departmentId: "a" }, [pans]],
  ["what is text and no pattern", { ...NO_FILTER, page: "(a+)+$" }, []],
])("visitors are filtered by %s", (_, filter, expected) => {
  expect(filterVisitors(all, filter)).toEqual(expected);
});
