export { POST } from "@/lib/api/board/alert-acknowledgement";
