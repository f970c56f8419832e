export { GET } from "@/lib/api/chat/transfer-targets";
