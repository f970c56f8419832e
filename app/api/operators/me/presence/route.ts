export { PUT } from "@/lib/api/presence";
