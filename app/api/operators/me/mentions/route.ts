export { GET } from "@/lib/api/notes/mentions";
