import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { inject } from 'vitest'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { hurried, MINUTE } from '~test/browser/support/talk'
import { type Backend, type BackendOptions, startBackend } from '~test/support/backend'
import { aRow, type Row } from '~test/support/rows'

/** Members of the desk, by id. */
export const ANNA = '301'
export const BERT = '302'
const NAMES: Readonly<Record<string, string>> = { [ANNA]: '安娜', [BERT]: '伯特' }

/** A salesperson's address, without a conversation. */
export const DESK = '/?appid=JH&from=2&fromrole=SALER'

/** A line of that member, or of the salesperson to them, `ago` ms ago. */
export function lineOf(member: string, fields: Readonly<Partial<Row>> = {}, ago = 0, mine = false): Row {
  const theirs = { id: member, nickname: NAMES[member] ?? '', role: 'MEMBER' }
  const ours = { id: '2', nickname: 'ikima', role: 'SALER' }
  const [author, reader] = mine ? [ours, theirs] : [theirs, ours]
  return aRow(
    {
      from: author.id,
      fromrole: author.role,
      f_nickname: author.nickname,
      f_avatar: '',
      to: reader.id,
      torole: reader.role,
      t_nickname: reader.nickname,
      t_avatar: '',
      ...fields,
    },
    Date.now() - ago,
  )
}

/** So many lines, 第 0 条 and on, a minute apart until `ago` ms ago, and read. The last is our own: nobody waits. */
export const talkWith = (member: string, count: number, ago = 10 * MINUTE): Row[] =>
  Array.from({ length: count }, (_, i) =>
    lineOf(
      member,
      { content: `第 ${i} 条${'，说得长一点'.repeat((i * 5) % 7)}`, status: 1 },
      ago + (count - 1 - i) * MINUTE,
      i % 3 === 0 || i === count - 1,
    ),
  )

/** The page with the setting that names its host. */
export const ofHost = (html: string) =>
  html.replace('<head>', '<head><meta name="jh-contacts-url" content="./contacts" />')

/** A backend whose host tells of both members; the page asks in haste. */
export const deskBackend = (options: BackendOptions): Promise<Backend> =>
  startBackend({
    dist: inject('dist'),
    edit: (html) => ofHost(hurried(html)),
    contacts: Object.entries(NAMES).map(([id, nickname]) => ({ id, nickname, avatar: '' })),
    ...options,
  })

/** The row of that member in the list. */
export const rowOf = (page: Page, member: string) =>
  page.getByRole('list', { name: '会话' }).locator(`[data-member="${member}"]`)

/** What a member who waits has asked. */
export const ASKED = '请问什么时候发货？'

/** A desk before a backend of its own, on which 伯特 has waited for twelve minutes; it stands once his row tells so. */
export async function openDesk(
  browser: Browser,
  device: BrowserContextOptions,
  { asked = ASKED, ...options }: BackendOptions & Readonly<{ asked?: string }> = {},
) {
  const waits = lineOf(BERT, { content: asked }, 12 * MINUTE)
  const backend = await deskBackend({ ...options, rows: [...(options.rows ?? []), waits] })
  const context = await browser.newContext({ timezoneId: AFTERNOON, locale: 'zh-CN', ...device })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(backend.origin + DESK)
  await rowOf(page, BERT).getByText('1 条未读').waitFor({ state: 'attached' })
  return {
    backend,
    page,
    async close() {
      await context.close()
      await backend.close()
    },
  }
}

/** Brings that member to the front, and waits for their messages. */
export async function openMember(page: Page, member: string): Promise<void> {
  await rowOf(page, member).click()
  await page.getByRole('heading', { name: NAMES[member] ?? '', exact: true }).waitFor()
  await page.getByRole('log').getByRole('article').first().waitFor()
}

export const box = (page: Page) => page.getByRole('textbox', { name: '输入消息' })

/** In the list of messages: what is spoken says the same. */
export const bubble = (page: Page, text: string | RegExp) =>
  page.getByRole('log').getByRole('article').filter({ hasText: text })
