import type { Locator, Page } from "@playwright/test";

/** The admin's pages. */
export class Admin {
  readonly page: Page;
  readonly departments: Locator;

  constructor(page: Page) {
    this.page = page;
    this.departments = page.getByRole("list", { name: "Departments in their order" }).getByRole("listitem");
  }

  async openDepartments() {
    await this.page.goto("/admin/departments");
    await this.departments.first().waitFor();
  }

  department(name: string): Locator {
    return this.departments.filter({ hasText: name });
  }

  /** Chooses an action from a department's menu, such as Hide. */
  async act(name: string, action: string) {
    await this.page.getByRole("button", { name: `Actions for ${name}` }).click();
    await this.page.getByRole("menuitem", { name: action, exact: true }).click();
  }

  async openDepartment(name: string) {
    await this.departments.getByRole("link", { name }).click();
    await this.page.getByRole("heading", { name, level: 1 }).waitFor();
  }

  /** The key in the snippet that the present page shows. */
  async snippetKey(): Promise<string> {
    const text = await this.page
      .getByText(/<script async src=/)
      .first()
      .textContent();
    const key = /\/embed\/([\w-]+)\.js/.exec(text ?? "")?.[1];
    if (!key) throw new Error(`no key in ${text}`);
    return key;
  }
}
