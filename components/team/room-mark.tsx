import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import type { RoomDto } from "@/lib/rooms/schemas";

export const roomName = ({ department, colleague }: Pick<RoomDto, "department" | "colleague">): string =>
  department?.name ?? colleague?.name ?? "";

/** A department's logo, or a colleague's picture; decoration beside the name. */
export function RoomMark({ room }: { room: RoomDto }) {
  return room.department ? (
    <DepartmentSquare department={room.department} size="md" />
  ) : (
    <OperatorAvatar operatorId={room.colleague?.id ?? null} name={roomName(room)} size="md" tone="accent" />
  );
}
