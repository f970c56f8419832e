import { expect, test, vi } from "vitest";
import { CommandBoard } from "./command-board";

test("a command is done by the newest that offers it, and by nobody once all have gone", () => {
  const board = new CommandBoard();
  const done: string[] = [];
  const leavePage = board.offer("write.note", () => done.push("page"));
  const leaveDialog = board.offer("write.note", () => done.push("dialog"));
  board.run("write.note");
  leaveDialog();
  board.run("write.note");
  leavePage();
  expect(board.run("write.note")).toBe(false);
  expect(done).toEqual(["dialog", "page"]);
});

test("who listens hears only when something else can be done, and gets the same list until then", () => {
  const board = new CommandBoard();
  const heard = vi.fn();
  board.subscribe(heard);
  board.offer("write.note", () => {});
  const before = board.available();
  board.offer("write.note", () => {});
  expect(board.available()).toBe(before);
  expect(heard).toHaveBeenCalledTimes(1);
  board.offer("chats.next", () => {});
  expect(board.available().map(({ id }) => id)).toEqual(["chats.next", "write.note"]);
});
