export { POST } from "@/lib/api/organise/bulk-undo";
