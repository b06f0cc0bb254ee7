import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { kinds } from '~/kinds/index'
import type { Inspection } from '~/sync/inspect'
import { DEFAULTS } from '~/mocks/options'
import { aPanel } from './aPanel'

const KEY = '{Control>}{Alt>}[KeyQ]{/Alt}{/Control}'

afterEach(() => {
  delete window.jhRequests
  delete window.jhInspectors
  history.replaceState(null, '', '/')
})

const submit = (name: string) =>
  act(async () => {
    const form = screen.getByLabelText<HTMLInputElement>(name).form
    if (form) fireEvent.submit(form)
  })

describe('beside the page', () => {
  test('it is a button that asks nothing and takes no focus, the last stop of the keyboard', async () => {
    const { user, looks } = await aPanel()
    expect(screen.queryByRole('tablist')).toBeNull()
    expect(document.body).toHaveFocus()
    await user.tab()
    expect(screen.getByLabelText('composer')).toHaveFocus()
    await user.tab()
    expect(screen.getByRole('button', { name: '打开测试面板' })).toHaveFocus()
    await user.tab()
    expect(document.body).toHaveFocus()
    expect(looks()).toBe(0)
  })

  test('Ctrl+Alt+Q opens it, closes it and gives the focus back, Escape closes it too', async () => {
    const { user } = await aPanel()
    const composer = screen.getByLabelText('composer')
    composer.focus()
    await user.keyboard(KEY)
    // it comes with the first opening
    expect(await screen.findByRole('tab', { selected: true })).toHaveFocus()
    await user.keyboard(KEY)
    expect(composer).toHaveFocus()
    await user.keyboard(KEY)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('tablist')).toBeNull()
    expect(composer).toHaveFocus()
  })

  test('a reload finds it as it was and leaves the focus alone; arrows lead from tab to tab', async () => {
    const { user } = await aPanel({ section: 'clock' })
    expect(document.body).toHaveFocus()
    screen.getByRole('tab', { name: '时钟', selected: true }).focus()
    await user.keyboard('{Home}{ArrowLeft}')
    expect(screen.getByRole('tab', { name: '工具', selected: true })).toHaveFocus()
    expect(screen.getByRole('tabpanel', { name: '工具' })).toBeVisible()
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(screen.getByRole('tab', { name: '对方', selected: true })).toHaveFocus()
    expect(JSON.parse(sessionStorage.getItem('jh-qa') ?? '')).toEqual({ isOpen: true, section: 'otherSide' })
  })

  test('what is typed and pasted in it never comes to the page, and it is no dialog that the page would wait for', async () => {
    const { user } = await aPanel({ section: 'clock' })
    screen.getByRole('tab', { name: '时钟' }).focus()
    const heard = vi.fn<(event: Event) => void>()
    document.addEventListener('keydown', heard)
    document.addEventListener('paste', heard)
    await user.keyboard('x')
    await user.paste('x')
    document.removeEventListener('keydown', heard)
    document.removeEventListener('paste', heard)
    expect(heard).not.toHaveBeenCalled()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('complementary', { name: '测试面板' })).toBeVisible()
  })
})

test('a page without a mock says so where one is needed; requests, sync and tools work', async () => {
  await aPanel({ isAlone: true, section: 'clock' })
  expect(screen.getByRole('alert')).toHaveTextContent('不是模拟服务')
  for (const name of ['请求', '同步', '工具']) {
    fireEvent.click(screen.getByRole('tab', { name }))
    expect(screen.queryByRole('alert')).toBeNull()
  }
})

test('scenarios are searched, combined and become a link; what is none or contradictory says so', async () => {
  const { fill } = await aPanel({ section: 'scenario' })
  const link = screen.getByLabelText('链接', { selector: 'input' })
  fill('搜索场景', 'quiet')
  fireEvent.click(screen.getByRole('checkbox', { name: /quiet/ }))
  fill('种子', '7')
  const address = 'http://localhost:3000/?appid=JH&from=200&to=2&fromrole=MEMBER&scenario=quiet&seed=7'
  expect(link).toHaveValue(address)
  expect(screen.getByRole('link', { name: '打开' })).toHaveAttribute('href', address)
  expect(screen.queryByRole('alert')).toBeNull()

  fill('搜索场景', '')
  fireEvent.click(screen.getByLabelText(/ slow$/))
  fireEvent.click(screen.getByLabelText(/ down$/))
  fireEvent.click(screen.getByLabelText(/ flaky$/))
  expect(screen.getByRole('alert')).toHaveTextContent('down 与 flaky 矛盾')
  fireEvent.click(screen.getByLabelText(/ down$/))
  fill(/^轮询最多几条.* pollCap$/, '1.5')
  expect(screen.getByRole('alert')).toHaveTextContent('pollCap')
  expect(link).toHaveValue(address.replace('quiet', 'quiet,slow,flaky,pollCap=1.5'))
})

describe('the other side', () => {
  test('speaks as whoever the page is not, unless told', async () => {
    const { fill, orders } = await aPanel({ section: 'otherSide' })
    fill('说什么', '在吗')
    await submit('说什么')
    fireEvent.click(screen.getByRole('radio', { name: '会员' }))
    fill('说什么', '在的')
    await submit('说什么')
    const sides = { appid: 'JH', type: 'TEXT' }
    expect(orders).toEqual([
      { says: [{ ...sides, from: '2', fromrole: 'SALER', to: '200', content: '在吗' }] },
      { says: [{ ...sides, from: '200', fromrole: 'MEMBER', to: '2', content: '在的' }] },
    ])
  })

  test('has a button for each sample of every kind', async () => {
    const { press, orders } = await aPanel({ section: 'otherSide' })
    for (const { type, samples } of Object.values(kinds)) {
      const buttons = within(screen.getByRole('group', { name: type })).getAllByRole('button')
      expect(buttons).toHaveLength(samples.length)
    }
    await press('voice-4s.amr · 4')
    expect(orders[0]?.says?.[0]).toMatchObject({
      type: 'VOICE',
      content: '/mock-media/voice-4s.amr',
      voiceLength: 4,
    })
  })

  test('a script with a bad line says which and why, and plays nothing; a good one is handed over whole', async () => {
    const { fill, press, orders } = await aPanel({ section: 'otherSide' })
    fill('剧本', '你好\n+2 在吗')
    await press('开始')
    expect(screen.getByRole('alert')).toHaveTextContent('第 2 行：“+2”不是等待时间')
    expect(orders).toEqual([])
    fill('剧本', '你好\n+2s 在吗')
    await press('开始')
    expect(orders[0]?.says).toMatchObject([{ content: '你好' }, { content: '在吗', inMs: 2000 }])
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('the network', () => {
  test('is cut, and comes back as it was', async () => {
    const { orders } = await aPanel({
      world: { faults: { latencyMs: 20 }, isFaultsSet: true },
      section: 'network',
    })
    const toggle = () => act(async () => fireEvent.click(screen.getByRole('switch')))
    expect(screen.getByRole('switch')).not.toBeChecked()
    await toggle()
    expect(screen.getByRole('switch', { name: '断开网络' })).toBeChecked()
    await toggle()
    expect(orders).toEqual([{ faults: { failRate: 1, failure: 'cut' } }, { faults: { latencyMs: 20 } }])
  })

  test('comes back where the address itself has cut it', async () => {
    const faults = { failRate: 1, failure: 'cut' } as const
    const { orders } = await aPanel({
      world: { faults, options: { ...DEFAULTS, faults } },
      section: 'network',
    })
    expect(screen.getByRole('switch')).toBeChecked()
    await act(async () => fireEvent.click(screen.getByRole('switch')))
    expect(orders).toEqual([{ faults: {} }])
    expect(screen.getByRole('switch')).not.toBeChecked()
  })

  test('has its latency and failures by endpoint, and says what is no number', async () => {
    const { fill, press, orders } = await aPanel({ section: 'network' })
    fill('发送 失败 %', '1oo')
    await press('应用')
    expect(screen.getByRole('alert')).toHaveTextContent('发送的失败率不是合适的数字')
    fill('发送 失败 %', '100')
    fill('发送 怎样失败', 'lost')
    await press('应用')
    expect(orders).toEqual([{ faults: { at: { send: { failRate: 1, failure: 'lost' } } } }])
  })
})

test('the clock is stepped, also by what one writes', async () => {
  const { fill, press, orders } = await aPanel({ lang: 'en', section: 'clock' })
  await press('Tomorrow')
  fill('Amount', '0')
  await press('Step')
  expect(screen.getByText(/number above 0/)).toBeVisible()
  fill('Amount', '2')
  await press('Step')
  expect(orders).toEqual([{ stepMs: 86_400_000 }, { stepMs: 120_000 }])
  expect(screen.getByText('1 d 2 min')).toBeVisible()
})

test.each([
  [-183_900_000, '慢 2 天 3 小时 5 分钟（载入的世界从保存时继续）'],
  [-400, '没有拨过'],
])('a world from a file may be behind: %i ms', async (aheadMs, said) => {
  await aPanel({ section: 'clock', world: { aheadMs } })
  expect(screen.getByText(said)).toBeVisible()
})

test('the time of the mock goes on while it is looked at', async () => {
  vi.useFakeTimers()
  try {
    await aPanel({ section: 'clock', world: { now: new Date(2026, 10, 20, 10, 0, 0).getTime() } })
    expect(screen.getByText(/10:00:00/)).toBeVisible()
    await act(async () => vi.advanceTimersByTime(65_000))
    expect(screen.getByText(/10:01:05/)).toBeVisible()
  } finally {
    vi.useRealTimers()
  }
})

test('each section looks at the world anew, and so does a panel that stays when the world begins anew', async () => {
  const { press, looks } = await aPanel({ section: 'network' })
  expect(looks()).toBe(1)
  await act(async () => fireEvent.click(screen.getByRole('tab', { name: '场景' })))
  expect(looks()).toBe(2)
  await press('重置')
  expect(looks()).toBe(3)
})

test('a file that is no recording is told of in a sentence', async () => {
  await aPanel({ lang: 'en', section: 'tools' })
  const input = screen.getByLabelText('Replay a recording', { selector: 'input' })
  await act(async () => fireEvent.change(input, { target: { files: [new File(['{}'], 'x.json')] } }))
  expect(await screen.findByText(/^This is no recording/)).toBeVisible()
})

test('requests are listed with what the client did with them, and opened', async () => {
  const asked = { lasttime: '0000000000500' }
  const request = {
    number: 1,
    at: Date.now(),
    ms: 12,
    method: 'GET',
    endpoint: 'getNewestMsgListByLastTime',
    query: asked,
    body: null,
    status: 200,
    failure: null,
    headers: {},
    redirected: false,
    text: '{"success":true,"data":["a row"]}',
    rows: 3,
  }
  const list = [request]
  window.jhRequests = { list: () => list, subscribe: () => () => {} }
  const polls = [{ endpoint: 'poll', at: request.at, lasttime: 500, page: null, ms: 12, added: 2, known: 1 }]
  window.jhInspectors = new Set([() => ({ journal: { polls, history: [] } }) as unknown as Inspection])
  const { fill, press } = await aPanel({ lang: 'en', section: 'requests' })
  const row = screen.getByRole('button', { name: /getNewestMsgListByLastTime/ })
  expect(row).toHaveTextContent('3 rows')
  expect(row).toHaveTextContent('+2 new, 1 known')
  await press(/getNewestMsgListByLastTime/)
  expect(screen.getByRole('region', { name: 'Answer' })).toHaveTextContent('a row')
  fill('Filter', 'nothing of it')
  expect(screen.queryByRole('button', { name: /getNewest/ })).toBeNull()
})
