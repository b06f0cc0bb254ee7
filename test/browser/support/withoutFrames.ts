import type { Page } from 'playwright'

/** Keeps the gallery's frames empty: each is a page of its own, with a start and with workers of its own. */
export const withoutFrames = (page: Page): Promise<unknown> =>
  page.route(/view=gallery/, (route) =>
    route.request().frame() === page.mainFrame() ? route.continue() : route.abort(),
  )
