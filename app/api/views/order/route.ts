export { PUT } from "@/lib/api/organise/view-order";
