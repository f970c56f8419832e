export { GET } from "@/lib/api/notes/mentionable";
