/** Whether `href` is the page `pathname` or a parent of it: `/admin` covers only itself, when `exact`. */
export function isCurrent(pathname: string | null, href: string, exact = false): boolean {
  if (pathname === null) return false;
  return pathname === href || (!exact && href !== "/" && pathname.startsWith(`${href}/`));
}
