export { DELETE, GET, POST } from "@/lib/api/public/handler";
