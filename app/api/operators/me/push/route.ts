export { DELETE, GET, PUT } from "@/lib/api/push/push";
