import type { FileRow } from "./access";
import type { FileDto } from "./schemas";

/** What both sides see of a file; of a deleted one, that there was one. */
export const toFileDto = (row: FileRow): FileDto => ({
  id: row.id,
  name: row.deletedAt ? "" : row.name,
  type: row.type,
  size: row.deletedAt ? 0 : row.size,
  width: row.deletedAt ? null : row.width,
  height: row.deletedAt ? null : row.height,
  hasThumb: row.thumbKey !== null && row.deletedAt === null,
});
