/* oxlint-disable vitest/no-standalone-expect -- a journey is the body of a test */
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { hurried } from '~test/browser/support/talk'
import { type Backend, startBackend } from '~test/support/backend'
import { faults } from '~test/support/faults'
import { aRow, type Row } from '~test/support/rows'
import { startStaticServer } from '~test/support/staticServer'
import type { EngineName } from './asked'
import { ENGINES } from './catalogue'
import { type Engine, type EnginePage, PC, PHONE, type View } from './engine'
import { keepReport } from './report'
import { COMPLAINTS, framesOf, witnessed, witnessFiles } from './witness'

const MINUTE = 60_000
const MEMBER = 'appid=JH&from=200&to=2&fromrole=MEMBER'
const SALER = 'appid=JH&from=2&to=200&fromrole=SALER'
const POLL = 'getNewestMsgListByLastTime'
const HISTORY = 'getMsgListByPageAndUserId'

/** A long talk, and its newest messages of every kind. */
const older = (now: number): Row[] =>
  Array.from({ length: 100 }, (_, i) =>
    aRow({ from: i % 3 === 0 ? '200' : '2', status: 1, content: `第 ${i} 条` }, now - (150 - i) * MINUTE),
  )
const newest = (now: number) =>
  [
    { from: '2', content: '在的，您请说' },
    { from: '2', type: 'IMAGE', content: '/media/240x180.png', imageSize: 2048 },
    { from: '2', type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 4 },
    { from: '2', type: 'VOICE', content: '/media/voice-4s.amr', voiceLength: 5 },
    { from: '2', type: 'VIDEO', content: '/media/film.mp4' },
    { from: '200', content: '好的' },
  ].map((fields, i) => aRow({ status: 1, ...fields }, now - MINUTE + i))

/** What the journeys share: one browser, one talk and one page, which each leaves as it found it or as the next wants it. */
type Scene = Readonly<{
  engine: Engine
  page: EnginePage
  backend: Backend
  /** The phone's page. */
  phone: () => View
  /** Opens the phone's page. */
  visit: (more?: string) => Promise<View>
}>

type Journey = (scene: Scene) => Promise<string | void>

const message = (id: string) => `[role=log] [data-message-id="${id}"]`
const button = (label: string) => `button[aria-label="${label}"]`
const SEND = button('发送')
const LOG = '[role=log]'
const FIELD = 'textarea'

const idOf = (backend: Backend, fields: Readonly<Record<string, unknown>>) =>
  backend.rows.find((row) => Object.entries(fields).every(([name, value]) => row[name] === value))?._id ??
  'none'

/** The ids of the messages that show this text. */
const idsWith = (view: View, text: string) =>
  view.evaluate(
    (text) =>
      [...document.querySelectorAll('[role=log] [data-message-id]')]
        .filter((one) => one.querySelector('[data-bubble]')?.textContent === text)
        .map((one) => one.getAttribute('data-message-id')),
    text,
  )

/** Waits for so many more polls. */
async function polls(backend: Backend, count: number) {
  const before = backend.asked(POLL).length
  await expect.poll(() => backend.asked(POLL).length).toBeGreaterThanOrEqual(before + count)
}

/** What was sent is there and here, both once, under one id; later too. */
async function isThereOnce({ backend }: Scene, view: View, text: string) {
  const stored = () => backend.rows.filter(({ content }) => content === text).map(({ _id }) => _id)
  await expect.poll(stored).toHaveLength(1)
  await expect.poll(() => idsWith(view, text)).toEqual(stored())
  await polls(backend, 2)
  expect(stored()).toHaveLength(1)
  expect(await idsWith(view, text)).toEqual(stored())
}

const words = (view: View) =>
  view.evaluate(
    () => ({
      lang: document.documentElement.lang,
      title: document.title,
      field: document.querySelector('textarea')?.placeholder,
      said: document.querySelector('[role=log]')?.textContent ?? '',
      labels: [...document.querySelectorAll('[role=log] [aria-label], [role=log]')].map((one) =>
        one.getAttribute('aria-label'),
      ),
    }),
    null,
  )

const isDecoded = (view: View, css: string) =>
  view.evaluate((css) => {
    const picture = document.querySelector(css)
    return picture instanceof HTMLImageElement && picture.complete && picture.naturalWidth > 0
  }, css)

const hasFocus = (view: View, css: string) =>
  view.evaluate((css) => document.activeElement === document.querySelector(css), css)

const sound = (view: View) =>
  view.evaluate(() => {
    const { currentTime = 0, duration = 0, src = '' } = window.jhSound ?? {}
    return { currentTime, duration, src }
  }, null)

/** The seconds of the longest clip of nothing that only unlocks the sound. */
const SILENCE = 0.05

async function hears({ phone }: Scene, seconds: number): Promise<string | void> {
  const view = phone()
  await view.click(button(`播放语音 ${seconds} 秒`))
  await expect.poll(async () => (await sound(view)).currentTime).toBeGreaterThan(SILENCE)
  const { duration, src } = await sound(view)
  // both clips: what is decoded is all there
  expect(duration).toBeGreaterThan(3)
  expect(duration).toBeLessThan(6)
  await view.click(button(`暂停语音 ${seconds} 秒`))
  await view.waitFor(button(`播放语音 ${seconds} 秒`))
  return src.startsWith('blob:') ? '✓ decoded' : '✓'
}

/** Where that message is in the view of the list, the first one there if none is named, and how many are loaded up to it. */
const placeOf = (view: View, id = '') =>
  view.evaluate((id) => {
    const log = document.querySelector('[role=log]')
    const edge = log?.getBoundingClientRect().top ?? 0
    const all = [...document.querySelectorAll('[role=log] [role=article]')]
    const first = all.find((one) =>
      id === '' ? one.getBoundingClientRect().bottom > edge + 3 : one.getAttribute('data-message-id') === id,
    )
    return {
      id: first?.getAttribute('data-message-id') ?? '',
      top: Math.round((first?.getBoundingClientRect().top ?? 0) - edge),
      position: Number(first?.getAttribute('aria-posinset')),
    }
  }, id)

/** The place once the list rests. */
async function atRest(view: View) {
  for (let last = await placeOf(view), same = 0; ;) {
    await delay(100)
    const now = await placeOf(view)
    same = JSON.stringify(now) === JSON.stringify(last) ? same + 1 : 0
    last = now
    if (same === 3) return now
  }
}

/** Scrolls by so much until it is so, as a hand does. */
async function scrollUntil(view: View, px: number, isSo: () => Promise<boolean>) {
  for (let times = 0; !(await isSo()); times += 1) {
    if (times === 200) throw new Error(`It was scrolled by ${times} × ${px} px in vain.`)
    await view.scroll(LOG, px)
    await delay(50)
  }
}

const JOURNEYS = {
  async 'opens and shows every kind'({ phone, backend }) {
    const view = phone()
    const ids = newestIds(backend)
    await view.waitFor(message(ids.text))
    await view.waitFor({ css: message(ids.unknown), text: '暂不支持此类消息' })
    await view.waitFor(`${message(ids.voice)} ${button('播放语音 4 秒')}`)
    await expect.poll(() => isDecoded(view, `${message(ids.picture)} img`)).toBe(true)
    const { lang, field, title, labels } = await words(view)
    expect({ lang, field }).toEqual({ lang: 'zh-CN', field: '输入消息' })
    expect(title).toContain('ikima')
    expect(labels).toContain('消息记录')
    await view.waitFor(SEND)
  },

  async 'a message comes while it is open'({ phone, backend }) {
    const { _id } = backend.add({ from: '2', status: 1, content: '新的一条' })
    await phone().waitFor(message(_id))
    // who looks at the end goes on looking at it
    const below = () =>
      phone().evaluate((css) => {
        const end = document.querySelector('[role=log]')?.getBoundingClientRect().bottom ?? 0
        return (document.querySelector(css)?.getBoundingClientRect().bottom ?? Infinity) - end
      }, message(_id))
    await expect.poll(below).toBeLessThanOrEqual(0)
  },

  async 'a text is sent once'(scene) {
    const view = scene.phone()
    await view.type(FIELD, '旧手机也能发, too')
    await view.click(SEND)
    await isThereOnce(scene, view, '旧手机也能发, too')
    const [id] = await idsWith(view, '旧手机也能发, too')
    await view.waitFor({ css: message(id ?? ''), text: '未读' })
  },

  async 'a picture is sent once'({ phone, backend }) {
    const view = phone()
    await view.setFiles('input[type=file]', [path.resolve('src/mocks/media/rotated.jpg')])
    await view.click({ css: 'button', text: '发送 1 张' })
    const sent = () => backend.rows.filter(({ content }) => content === '/up/0')
    await expect.poll(sent).toHaveLength(1)
    const [file] = backend.uploads.files
    expect(file?.bytes.subarray(0, 2).toString('hex')).toBe('ffd8')
    const [row] = sent()
    await expect.poll(() => isDecoded(view, `${message(row?._id ?? '')} img`)).toBe(true)
    await polls(backend, 2)
    expect(sent()).toHaveLength(1)
    expect(backend.uploads.files).toHaveLength(1)
  },

  'a voice plays: mp3': (scene) => hears(scene, 4),

  'a voice plays: AMR': (scene) => hears(scene, 5),

  async 'a picture opens and closes'({ phone, backend }) {
    const view = phone()
    const link = `${message(newestIds(backend).picture)} a`
    await view.click(link)
    await view.waitFor('[role=dialog]')
    await expect.poll(() => isDecoded(view, '[role=dialog] [data-slide="0"] img')).toBe(true)
    await view.click(`[role=dialog] ${button('关闭')}`)
    await expect
      .poll(() => view.evaluate(() => document.querySelector('[role=dialog]') === null, null))
      .toBe(true)
    expect(await hasFocus(view, link)).toBe(true)
  },

  async 'older messages come, and the place is kept'({ phone, backend, engine }) {
    const view = phone()
    // one that came before anybody has looked is no answer
    backend.delay(`/api/im/${HISTORY}`, 2500)
    for (let tries = 1; ; tries += 1) {
      const asked = backend.olderPages()
      await scrollUntil(view, -400, async () => backend.olderPages() > asked)
      const before = await atRest(view)
      const now = () => placeOf(view, before.id)
      await expect.poll(async () => (await now()).position).not.toBe(before.position)
      await atRest(view)
      const { top, position } = await placeOf(view, before.id)
      // engines round where a part of a pixel is left
      expect(Math.abs(top - before.top)).toBeLessThanOrEqual(1)
      if (position > before.position) break
      if (tries === 3) throw new Error(`${engine.name} was too slow to look`)
    }
    backend.delay(`/api/im/${HISTORY}`, 0)
    const first = idOf(backend, { content: '第 0 条' })
    await scrollUntil(view, -1000, () =>
      view.evaluate((css) => document.querySelector(css) !== null, message(first)),
    )
  },

  async 'what was not sent outlives a reload, and is sent again once'(scene) {
    const { phone, backend } = scene
    backend.fail('sendMsg', faults.refused)
    await phone().type(FIELD, '再试一次')
    await phone().click(SEND)
    await phone().waitFor({ css: LOG, text: '发送失败' })
    await phone().reload()
    await phone().waitFor({ css: LOG, text: '再试一次' })
    await phone().waitFor({ css: LOG, text: '发送失败' })
    expect(backend.rows.filter(({ content }) => content === '再试一次')).toEqual([])
    backend.heal('sendMsg')
    await phone().click({ css: 'button', text: '重新发送' })
    await isThereOnce(scene, phone(), '再试一次')
  },

  async 'it speaks English'({ visit, backend }) {
    const view = await visit('&lang=en')
    const ids = newestIds(backend)
    await view.waitFor({ css: message(ids.unknown), text: 'Unsupported message' })
    await view.waitFor(`${message(ids.voice)} ${button('Play voice, 4 seconds')}`)
    await view.waitFor(button('Send'))
    const { lang, field, labels, said } = await words(view)
    expect({ lang, field }).toEqual({ lang: 'en', field: 'Message' })
    expect(labels).toContain('Messages')
    expect(said).not.toMatch(/未读|已读|昨天|星期/)
  },
} satisfies Record<string, Journey>

const MOCK = 'both sides talk in the static mock build'

/** The journeys of the table, in its order. */
const JOURNEY_NAMES: readonly string[] = [...Object.keys(JOURNEYS), MOCK]

const newestIds = (backend: Backend) => ({
  text: idOf(backend, { content: '在的，您请说' }),
  picture: idOf(backend, { type: 'IMAGE', content: '/media/240x180.png' }),
  voice: idOf(backend, { type: 'VOICE', voiceLength: 4 }),
  unknown: idOf(backend, { type: 'VIDEO' }),
})

/** The tests of one engine: each journey once, in one window. */
export function journeysOn(name: EngineName): void {
  const { title, launch } = ENGINES[name]
  describe(`the page in ${title}`, () => {
    const did: Record<string, string> = {}
    let engine: Engine
    let page: EnginePage
    let backend: Backend
    let view: View

    const complaints = async (view: View) => {
      const own = await view.evaluate(
        (key) => JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[],
        COMPLAINTS,
      )
      // a picture of the sample people is no file of this server
      return [...own, ...page.errors().filter((line) => !line.startsWith('Failed to load resource'))]
    }
    const visit = async (more = '') => {
      const address = `${backend.origin}/?${MEMBER}${more}`
      await page.goto(engine.isPhone ? address : framesOf(`${backend.origin}/media/`, [address]))
      view = engine.isPhone ? page : await page.frame('#frame0')
      return view
    }
    const done = async (journey: string, note: string | void) => {
      const shots = process.env['SHOTS']
      if (shots)
        writeFileSync(
          path.join(shots, `${name}-${JOURNEY_NAMES.indexOf(journey)}.png`),
          await page.screenshot(),
        )
      did[journey] = note ?? '✓'
    }

    beforeAll(async () => {
      engine = await launch()
      const now = Date.now()
      const meta = '<meta name="jh-upload-url" content="/up" />'
      const edit = (html: string) => witnessed('/media/')(hurried(html.replace('<head>', `<head>${meta}`)))
      const media = Object.fromEntries(
        Object.entries(witnessFiles(engine.isMuted)).map(([name, text]) => [name, Buffer.from(text)]),
      )
      backend = await startBackend({
        dist: inject('dist'),
        rows: [...older(now), ...newest(now)],
        media,
        edit,
      })
      // what must wait for them is told from what does
      for (const file of readdirSync(path.join(inject('dist'), 'assets')).filter((one) =>
        one.endsWith('.css'),
      ))
        backend.delay(`/assets/${file}`, 300)
      page = await engine.open(PHONE)
      await visit()
    })
    afterAll(async () => {
      keepReport(name, { version: engine.version, did })
      await engine?.close()
      await backend?.close()
    })

    test.each(Object.entries<Journey>(JOURNEYS))('%s', async (journey, run) => {
      const note = await run({ engine, page, backend, phone: () => view, visit })
      expect(await complaints(view)).toEqual([])
      await done(journey, note)
    })

    // oxlint-disable-next-line vitest/valid-title -- the table knows it by that name
    test(MOCK, async () => {
      const server = await startStaticServer(inject('mockDist'), '/dir', {
        edit: (html) => witnessed('./')(hurried(html)),
        more: witnessFiles(engine.isMuted),
      })
      try {
        page = await engine.open(PC)
        const address = (side: string) => `${server.origin}/dir/?${side}&scenario=quiet`
        await page.goto(framesOf(`${server.origin}/dir/`, [address(MEMBER), address(SALER)]))
        const [member, saler] = [await page.frame('#frame0'), await page.frame('#frame1')]
        // a PC's page takes the keyboard as it opens
        for (const side of [saler, member]) await side.waitFor({ css: LOG, text: '好的，收到了再跟你说' })
        await says(member, '请问有货吗')
        await saler.waitFor({ css: LOG, text: '请问有货吗' })
        await says(saler, '有的，您要哪个颜色')
        await member.waitFor({ css: LOG, text: '有的，您要哪个颜色' })
        for (const side of [member, saler])
          for (const text of ['请问有货吗', '有的，您要哪个颜色'])
            expect(await idsWith(side, text)).toHaveLength(1)
        // far up lies a picture that WebKits put off
        expect(await endlessAnimations(member)).toEqual([])
        // where there can be one it answers; what stands in for it is tried elsewhere
        for (const side of [member, saler])
          expect(await side.evaluate(() => Boolean(navigator.serviceWorker?.controller), null)).toBe(true)
        expect(server.takeAsked().filter((path) => path.includes('~mock'))).toEqual([])
        expect(await complaints(member)).toEqual([])
        expect(await complaints(saler)).toEqual([])
        await done(MOCK, '✓ by a service worker')
      } finally {
        await page.goto('about:blank')
        await server.stop()
      }
    })
  })
}

/** Whatever is animated without end on a page that waits: it costs a battery. */
const endlessAnimations = (view: View) =>
  view.evaluate(
    () =>
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations === Infinity)
        .map((animation) => ('animationName' in animation ? String(animation.animationName) : animation.id)),
    null,
  )

async function says(view: View, text: string) {
  await view.type(FIELD, text)
  await view.click(SEND)
  await view.waitFor({ css: LOG, text })
}
