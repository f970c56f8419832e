"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import type { CommandBoard } from "@/lib/inbox/commands/command-board";
import { KeyPresses, keyOf } from "@/lib/inbox/commands/key-presses";
import { Palette } from "../palette/palette";
import { useWritingSettings } from "../writing/writing-context";
import { KeySheet } from "./key-sheet";
import { useCommand } from "./use-command";

/** Listens to the keyboard of the whole desk, and shows what its keys do. */
export function Keyboard({ board }: { board: CommandBoard }) {
  const router = useRouter();
  const [{ singleKeys }] = useWritingSettings();
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  useCommand("help.keys", () => setIsSheetOpen(true));
  useCommand("go.replies", () => router.push("/replies"));
  useCommand("go.offline", () => router.push("/offline"));
  useSingleKeys(board, singleKeys);
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  usePaletteKey(() => setIsPaletteOpen((isOpen) => !isOpen));
  return (
    <>
      <KeySheet isOpen={isSheetOpen} onOpenChange={setIsSheetOpen} />
      <Palette board={board} isOpen={isPaletteOpen} onOpenChange={setIsPaletteOpen} />
    </>
  );
}

/** Ctrl+K or Cmd+K, from anywhere: also while somebody writes, and in every layout of the keyboard. */
function usePaletteKey(toggle: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isKey = event.code === "KeyK" || event.key.toLowerCase() === "k";
    if (!isKey || event.shiftKey || event.altKey || event.ctrlKey === event.metaKey) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function useSingleKeys(board: CommandBoard, isOn: boolean): void {
  const [keys] = useState(() => new KeyPresses());
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || isInField(event.target) || isElsewhere()) return;
    const key = keyOf(event);
    const id = key && keys.press(key, Date.now());
    // Firefox would open its own search at the slash.
    if (id && board.run(id)) event.preventDefault();
  });
  useEffect(() => {
    if (!isOn) return;
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, [isOn]);
}

const FIELDS = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]";
const isInField = (target: EventTarget | null) => target instanceof Element && target.closest(FIELDS) !== null;

/** Something lies over the desk: a window or a menu, whose keys are its own. */
const isElsewhere = () => document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
