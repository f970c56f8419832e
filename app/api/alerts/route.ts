export { GET } from "@/lib/api/board/alerts";
