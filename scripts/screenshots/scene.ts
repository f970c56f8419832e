import type { Browser, Page } from "@playwright/test";
import { ADMIN } from "@/tests/e2e/fixtures";
import { Inbox } from "@/tests/e2e/pages/inbox";
import { type Invited, inviteOperator } from "@/tests/e2e/pages/invite";
import { Widget } from "@/tests/e2e/pages/widget";
import { passMinutes, quoted, runSql } from "@/tests/e2e/support/door";
import { castScene, type Departments, fillDesk, fillPast } from "./cast";
import { DESKTOP, type SignedIn, type Stage } from "./stage";

/** What the pictures are taken of. */
export type Scene = {
  inbox: Inbox;
  /** The visitor of the picture in the README. */
  bike: Widget;
  anna: Invited;
  departments: Departments;
  /** Where each visitor's browser keeps its token, and the page of the website that they are on. */
  visitors: Record<string, { state: SignedIn; at: string }>;
};

const visitorsOf = (browser: Browser, { site }: Stage, visitors: Scene["visitors"]) => {
  return async (at: string, name: string, question: string, department?: string, waits = false) => {
    const context = await browser.newContext({ viewport: DESKTOP });
    const widget = new Widget(await context.newPage());
    await widget.open(site(at));
    if (department) await widget.choose(department);
    else if (waits) await widget.frame.getByRole("button", { name: "Wait for an operator instead" }).click();
    await widget.startChat(name, question);
    visitors[name] = { state: await context.storageState(), at };
    return widget;
  };
};

/** Leaves the stage, so that the machine has fewer pages to keep alive. */
const leave = (...widgets: Widget[]) => Promise.all(widgets.map(({ page }) => page.context().close()));

/** Visitors on several websites, in every state that a chat can be in. */
export async function playScene(browser: Browser, stage: Stage): Promise<Scene> {
  const departments = await castScene();
  const visitors: Scene["visitors"] = {};
  const visitor = visitorsOf(browser, stage, visitors);
  const context = await browser.newContext({ viewport: DESKTOP, storageState: stage.admin, baseURL: stage.origin });
  const adminPage = await context.newPage();
  const anna = await inviteOperator(browserAt(browser, stage), adminPage, "Anna Weber", "Pre Sales");
  const inbox = new Inbox(await context.newPage());
  await inbox.open();
  await adminPage.close();

  const closed = await visitor("/demo/toms", "Greta Lindqvist", "Do you deliver to Sweden?", "Pre Sales");
  await inbox.accept("Greta Lindqvist");
  await inbox.send("We do, within five working days.");
  await closed.log.getByText("five working days").waitFor();
  await inbox.close();

  const idle = await visitor("/demo/toms", "Tomás García", "Is the mandoline in stock?", "Pre Sales");
  await inbox.accept("Tomás García");
  await inbox.send("It is. Shall I put one aside for you?");
  await idle.log.getByText("put one aside").waitFor();

  const moved = await visitor(
    "/demo/toms",
    "Paul Meier",
    "The hinge of my bread box is broken. Do you sell it?",
    "Pre Sales",
  );
  await inbox.accept("Paul Meier");
  await inbox.send("Let me ask those who know hinges.");
  await transfer(inbox.page, "Department", "OCC Hardware", "Bread box No. 4, bought in March. Which hinge fits?");

  const mara = await visitor("/demo/toms", "Mara Jensen", "Which pan is right for induction and eggs?", "Pre Sales");
  await inbox.accept("Mara Jensen");
  await inbox.send(
    "**Carbon steel, 28 cm**: it works on induction, and eggs slide once it is seasoned. https://pans.example/care 🙂",
  );
  await mara.send("How long does seasoning take?");
  await inbox.log.getByText("How long does seasoning").waitFor();
  await inbox.page.getByRole("button", { name: "Hold", exact: true }).click();

  const offered = await visitor("/demo/toms", "Ben Ito", "Can you engrave a knife?", "Pre Sales");
  await inbox.accept("Ben Ito");
  await transfer(inbox.page, "Operator", "Anna Weber", "You did the last engraving.");

  const given = await visitor("/demo/toms", "Hannah Cole", "I need forty ramekins by Monday.", "Pre Sales");
  await anna.inbox.accept("Hannah Cole");
  await anna.inbox.send("Forty it is. I ask our warehouse.");
  await transfer(anna.page, "Operator", ADMIN.name, "You have the key of the warehouse. She is a regular.");

  const handed = await visitor("/demo/hardware", "Иван Кузнецов", "Есть ли М8 × 60 на складе?");
  await handed.frame.getByText("Oleg Sidorov").first().waitFor();
  await passMinutes("Иван Кузнецов", 3.1);
  await handed.log.getByText("You are now with").waitFor();

  const overdue = await visitor(
    "/demo/auto-parts",
    "Sam Okafor",
    "Brake pads for a 2014 Fabia, front axle. Do you have them by Friday?",
  );
  await overdue.frame.getByText(ADMIN.name).first().waitFor();
  await passMinutes("Sam Okafor", 3.1);

  await fillPast("Boris Petrov", departments["Pre Sales"] ?? "");
  await fillDesk("Boris Petrov", departments["Order Services"] ?? "");
  const first = await visitor(
    "/demo/toms/orders",
    "Jonas Weber",
    "Where is order 20417? It should have come on Tuesday.",
    "Order Services",
  );
  const second = await visitor("/demo/toms/orders", "Amélie Dubois", "I would like to return a pan.", "Order Services");
  const away = await visitor(
    "/demo/toms/corporate",
    "Hôtel du Lac",
    "We open forty seats in May and need a quote.",
    undefined,
    true,
  );
  await passMinutes("Jonas Weber", 10.5);
  await first.frame.getByRole("button", { name: /^Go to/ }).waitFor();
  await away.log.getByText("at the fair").waitFor();
  const waiting = await visitor(
    "/demo/toms",
    "Priya Nair",
    "Does the stand mixer come with a pasta roller?",
    "Pre Sales",
  );

  const bike = await visitor("/demo/bikes", "Lena Vogt", "Does the Cargo Long fit two child seats?");
  await inbox.openMine("Lena Vogt");
  await inbox.send("Hello Lena! Yes: two Yepp seats side by side, up to 22 kg each.");
  await bike.log.getByText("Hello Lena!").waitFor();
  await bike.send("Perfect. Can I try one this week?");
  await inbox.log.getByText("Can I try one").waitFor();
  await leaveMessages(departments);
  await leave(closed, idle, moved, mara, offered, given, handed, overdue, first, second, away, waiting);
  return { inbox, bike, anna, departments, visitors };
}

/** Pages of a browser whose addresses begin at the installation. */
const browserAt = (browser: Browser, { origin }: Stage): Browser =>
  new Proxy(browser, {
    get: (target, key) =>
      key === "newContext" ? () => target.newContext({ viewport: DESKTOP, baseURL: origin }) : Reflect.get(target, key),
  });

/** Hands the chat on that the page shows. */
async function transfer(page: Page, tab: "Department" | "Operator", to: string, note: string): Promise<void> {
  await page.getByRole("button", { name: "Transfer…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("tab", { name: tab }).click();
  await dialog.getByRole("radio", { name: to }).check();
  await dialog.getByLabel("Note to the receiver").fill(note);
  await dialog.getByRole("contentinfo").getByRole("button").last().click();
  await dialog.waitFor({ state: "hidden" });
}

/** Offline messages of several departments, one of them handled. */
async function leaveMessages(ids: Departments): Promise<void> {
  const message = (department: string, name: string, email: string, body: string, hours: number, more = "null, null") =>
    runSql(`insert into offline_messages
      (visitor_id, client_id, department_id, name, email, body, locale, page_url, created_at, handled_at, handled_by_id)
      select id, gen_random_uuid(), '${ids[department]}', ${quoted(name)}, ${quoted(email)}, ${quoted(body)}, 'en',
        'https://www.toms-kitchen.example/planning?step=2', now() - interval '${hours} hours', ${more} from visitors limit 1`);
  await message(
    "Kitchen Planning",
    "Familie Hohenstein-Wittelsbach-Brandenburg",
    "familie.hohenstein-wittelsbach-brandenburg@very-long-domain.example",
    "We move in September and would like a visit.\nCould you come on a Saturday? Plans: https://plans.example/kitchen-3",
    2,
  );
  await message("OCC Bikes", "Ines Costa", "ines@example.com", "Which lock fits the Cargo Long?", 20);
  await message(
    "OCC Bikes",
    "Karl",
    "karl@example.com",
    "Thank you, solved.",
    50,
    "now() - interval '40 hours', (select id from operators where role = 'admin')",
  );
}
