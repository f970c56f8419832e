import { DepartmentSquare } from "@/components/ui/display/department-mark";
import type { InboxChatDto } from "@/lib/chats/schemas";

/** A chat in a list that is dragged too fast to be read: whose it is and with whom, and nothing to press. */
export function PassingRow({ chat: { department, visitor } }: { chat: InboxChatDto }) {
  return (
    <span className="flex gap-3 ps-4 pt-3.5">
      <DepartmentSquare department={department} size="md" />
      <span>
        <bdi>{department.name}</bdi>
        <br />
        <bdi>{visitor.name}</bdi>
      </span>
    </span>
  );
}
