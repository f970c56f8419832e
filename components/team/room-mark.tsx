import { Avatar } from "@/components/ui/display/avatar";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import type { RoomDto } from "@/lib/rooms/schemas";

export const roomName = ({ department, colleague }: Pick<RoomDto, "department" | "colleague">): string =>
  department?.name ?? colleague?.name ?? "";

/** A department's logo, or a colleague's initials; decoration beside the name. */
export function RoomMark({ room }: { room: RoomDto }) {
  return room.department ? (
    <DepartmentSquare department={room.department} size="md" />
  ) : (
    <Avatar name={roomName(room)} size="md" tone="accent" />
  );
}
