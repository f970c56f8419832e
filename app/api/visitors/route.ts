export { GET } from "@/lib/api/visitors/board";
