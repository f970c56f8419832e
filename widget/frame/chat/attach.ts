import { loadPart } from "../room";
import { update } from "../state";

/** Takes files up that somebody chose, pasted or dropped; their code comes with the first one. */
export async function attach(chosen: FileList | null): Promise<void> {
  // What a drop or a paste holds is gone once its event is over.
  const files = [...(chosen ?? [])];
  const part = await loadPart("files");
  if (part) part.add(files);
  else update({ actionFailed: true });
}

/**
 * Files that are pasted or dropped anywhere, which never replace the chat. Text has its own way: office programs put both.
 * What is dragged has none yet; its code comes meanwhile, and shows where to drop it.
 */
for (const type of ["paste", "dragover", "drop"]) {
  addEventListener(type, (event) => {
    const { dataTransfer, clipboardData = dataTransfer } = event as DragEvent & Partial<ClipboardEvent>;
    if (!/^(?!.*text.plain).*Files/.test(`${clipboardData?.types}`)) return;
    event.preventDefault();
    attach(clipboardData?.files ?? null);
  });
}
