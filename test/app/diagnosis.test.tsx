import { fireEvent, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { aTalk, aWorld, elapse, HISTORY, ownTheClock, POLL, renderChat, SEND } from '~test/support/renderChat'
import { renderDesk } from '~test/support/renderDesk'

ownTheClock()

const title = () => screen.getByRole('heading', { level: 1, hidden: true })
const sheet = () => screen.queryByRole('dialog', { name: '诊断信息' })
const text = () => sheet()?.querySelector('pre')?.textContent ?? ''
const composer = () => screen.getByRole('textbox', { name: '输入消息', hidden: true })

const KEYS = { code: 'KeyD', key: 'D', ctrlKey: true, altKey: true, shiftKey: true }

/** Five taps on the title. */
function tap() {
  for (let i = 0; i < 5; i += 1) fireEvent.click(title())
}

test('five taps on the title show it, the keys hide it again, Escape does, and the focus is where it was', async () => {
  const { chat } = await aTalk()
  tap()
  expect(sheet()).toBeVisible()
  fireEvent.keyDown(document.activeElement ?? document.body, KEYS)
  expect(sheet()).toBeNull()
  composer().focus()
  fireEvent.keyDown(composer(), KEYS)
  expect(sheet()).toHaveFocus()
  await chat.user.keyboard('{Escape}')
  expect(sheet()).toBeNull()
  expect(composer()).toHaveFocus()
})

test('it is there where no conversation ever opens, and says why', async () => {
  const dead = () => new HttpResponse(null, { status: 500 })
  await renderChat(aWorld(), { handlers: [http.get(POLL, dead), http.get(HISTORY, dead)] })
  await elapse('5 s')
  tap()
  expect(text()).toMatch(/会话: MEMBER · pc · not opened/)
  expect(text()).toMatch(/失败: [1-9] · http 500/)
})

test('a release loads it as somebody asks for it, however often they have tapped by then', async () => {
  vi.stubEnv('MODE', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  await aTalk()
  await elapse('3 s')
  expect(window.jhInspectors?.size ?? 0).toBe(0)
  tap()
  tap()
  await vi.waitFor(() => expect(sheet()).toBeVisible())
  tap()
  expect(sheet()).toBeNull()
})

test('it goes with its conversation, and so does what the panel looks through', async () => {
  const { chat } = await aTalk()
  const [inspect] = window.jhInspectors ?? []
  expect(inspect?.()).toMatchObject({ role: 'MEMBER', opened: true, counts: { rows: 1 } })
  tap()
  chat.leave()
  await elapse('100 ms')
  expect(sheet()).toBeNull()
  expect(window.jhInspectors?.size).toBe(0)
  fireEvent.keyDown(document.body, KEYS)
  expect(sheet()).toBeNull()
})

test('it tells of the build, the conversation, the settings and the browser, and looks again when told to', async () => {
  await aTalk()
  await elapse('3 s')
  tap()
  for (const line of [
    /^jh-im-web \d+\.\d+\.\d+/,
    /\n2026-11-\d\d \d\d:\d\d:03\.\d{3} [+-]\d\d:\d\d\n/,
    /会话: MEMBER · pc · opened · leads/,
    /最近的轮询.*:\n\d\d:\d\d:0\d \d{13} {3}0\/0 +\d+\n/,
    /设置: API of same origin · form/,
    /存储: works/,
  ])
    expect(text()).toMatch(line)
  expect(text()).toContain(navigator.userAgent)
  const before = text()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full')
  })
  await elapse('3 s')
  expect(text()).toBe(before)
  const refresh = screen.getByRole('button', { name: '刷新' })
  refresh.focus()
  fireEvent.click(refresh)
  expect(text()).toMatch(/:06\.\d{3}[^]*存储: does not work/)
  expect(refresh).toHaveFocus()
})

test('it is copied as it stands there; where the browser does not let us, it is selected', async () => {
  const { chat } = await aTalk({}, { address: '&lang=en' })
  fireEvent.keyDown(document.body, KEYS)
  const dialog = screen.getByRole('dialog', { name: 'Diagnosis' })
  const told = dialog.querySelector('pre')?.textContent ?? ''
  const copy = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await chat.user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(copy).toHaveBeenCalledWith(told)
  expect(screen.getByRole('button', { name: 'Copied' })).toBeVisible()
  // what stands there then was not copied
  await elapse('1 s')
  await chat.user.click(screen.getByRole('button', { name: 'Refresh' }))
  copy.mockRejectedValue(new Error('denied'))
  Object.assign(document, { execCommand: () => false })
  await chat.user.click(screen.getByRole('button', { name: 'Copy' }))
  Reflect.deleteProperty(document, 'execCommand')
  expect(screen.getByText(/The text is selected/)).toBeVisible()
  expect(getSelection()?.toString()).toBe(dialog.querySelector('pre')?.textContent)
})

/** Whatever must not get into a diagnosis: each stands nowhere else. */
const SECRETS = {
  me: 'memberQ7261',
  peer: 'salerZ5093',
  said: '我的地址是衡山路',
  sent: '身份证尾号4417',
  mine: '林小满',
  theirs: '周静',
  order: 'orderK8812',
  area: '徐汇',
  picture: 'portraitX.png',
  server: '会员不存在',
}

const names = `f_nickname=${SECRETS.mine}&t_nickname=${SECRETS.theirs}`

/** As it is in the field: the page's own address says who they are. */
function standsAt(query: string) {
  history.replaceState(null, '', `/?${query}`)
  onTestFinished(() => history.replaceState(null, '', '/'))
}

/** None of it, nor anything of the page's address. */
function expectNothingPrivate(told: string) {
  expect(told).toMatch(/^jh-im-web/)
  for (const secret of Object.values(SECRETS)) expect(told).not.toContain(secret)
  expect(told).not.toMatch(/https?:|localhost|appid|fromrole|nickname|from=|to=/)
}

describe('nothing private', () => {
  test('neither messages, nor people, nor the address, whatever the server says and whatever is on its way', async () => {
    const world = aWorld()
    const parties = { from: SECRETS.peer, to: SECRETS.me, fromrole: 'SALER', torole: 'MEMBER' } as const
    const person = { f_nickname: SECRETS.theirs, t_nickname: SECRETS.mine, fromarea: SECRETS.area }
    world.says({ ...parties, ...person, content: SECRETS.said })
    world.says({ ...parties, ...person, type: 'IMAGE', content: `/${SECRETS.picture}` })
    world.says({ ...parties, ...person, bustype: 'ORDER_CHAT', busid: SECRETS.order, content: SECRETS.said })
    const pair = `appid=JH&from=${SECRETS.me}&to=${SECRETS.peer}&fromrole=MEMBER&${names}`
    standsAt(pair)
    const chat = await renderChat(world, { pair })
    const refuses = () => HttpResponse.json({ success: false, message: `${SECRETS.server} ${SECRETS.me}` })
    chat.server.use(http.post(SEND, refuses))
    await chat.user.type(composer(), `${SECRETS.sent}{Enter}`)
    await elapse('1 s')
    expect(screen.getAllByText(new RegExp(SECRETS.said)).length).toBeGreaterThan(0)
    chat.server.use(http.get(POLL, refuses))
    await elapse('5 s')
    tap()
    expect(text()).toMatch(/待发送: 1 · TEXT failed refused/)
    expect(text()).toMatch(/失败: [1-9] · refused/)
    expectNothingPrivate(text())
    expectNothingPrivate(
      `jh-im-web ${JSON.stringify([...(window.jhInspectors ?? [])].map((look) => look()))}`,
    )
  })

  test('nor of the members of a desk', async () => {
    const world = aWorld()
    const parties = { from: SECRETS.me, to: '2', fromrole: 'MEMBER', torole: 'SALER' } as const
    world.says({ ...parties, content: SECRETS.said, f_nickname: SECRETS.mine })
    standsAt(`appid=JH&from=2&fromrole=SALER&${names}`)
    const desk = await renderDesk(world, { address: `&f_nickname=${SECRETS.theirs}` })
    // also where nobody is in front
    fireEvent.keyDown(document.body, KEYS)
    expect(text()).toMatch(/工作台: \d+ listed · \d+ made · 0 live · leads · list host/)
    expect(text()).not.toMatch(/会话: /)
    expectNothingPrivate(text())
    expectNothingPrivate(`jh-im-web ${JSON.stringify(window.jhDeskInspector?.())}`)
    fireEvent.keyDown(document.body, KEYS)

    const row = desk.rows().find(({ dataset }) => dataset['member'] === SECRETS.me)
    fireEvent.click(row ?? document.body)
    await desk.passes(3)
    const header = screen.getByRole('main').querySelector('h1') ?? document.body
    for (let i = 0; i < 5; i += 1) fireEvent.click(header)
    expect(text()).toMatch(/会话: SALER · pc · opened · leads/)
    expect(text()).toMatch(/工作台: \d+ listed · \d+ made · 1 live/)
    expectNothingPrivate(text())
    expect([...(window.jhInspectors ?? [])].map((look) => look().role)).toEqual(['SALER'])
    fireEvent.keyDown(document.body, KEYS)
    desk.leave()
    expect(window.jhDeskInspector).toBeUndefined()
    expect(window.jhInspectors?.size).toBe(0)
  })
})
