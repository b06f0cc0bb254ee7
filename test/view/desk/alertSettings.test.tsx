import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { ALERT_DEFAULTS, type AlertSettings as Settings } from '~/domain/desk/alertSettings'
import type { Lang } from '~/lib/lang'
import type { Note, Permission } from '~/lib/notifications'
import type { SoundState } from '~/lib/sound'
import { AlertsButton, SoundLocked } from '~/view/desk/AlertsButton'
import { loadWords } from '~/view/words'
import { alertWords } from '~/view/words.alerts'

await loadWords('en')

type Setup = Readonly<{
  settings?: Partial<Settings>
  sound?: SoundState
  permission?: Permission
  lang?: Lang
  /** Nobody has opened the settings yet. */
  isClosed?: boolean
}>

/** A value that views follow. */
function aSource<T>(first: T) {
  const listeners = new Set<() => void>()
  let value = first
  return {
    get: () => value,
    set(next: T) {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A page with the button that opens the settings, and the settings open. */
async function open({
  settings = {},
  sound = 'ready',
  permission = 'granted',
  lang = 'zh-CN',
  isClosed = false,
}: Setup = {}) {
  const kept = aSource<Settings>({ ...ALERT_DEFAULTS, ...settings })
  const sounds = aSource(sound)
  const leave = aSource(permission)
  const heard: string[] = []
  const notes: Note[] = []
  let answer: ((permission: Permission) => void) | null = null
  const ask = vi.fn<() => Promise<Permission>>(
    () =>
      new Promise((resolve) => {
        answer = (permission) => {
          leave.set(permission)
          resolve(permission)
        }
      }),
  )
  const words = alertWords(lang)
  const sources = {
    settings: {
      get: kept.get,
      subscribe: kept.subscribe,
      change: (part: Partial<Settings>) => kept.set({ ...kept.get(), ...part }),
      stop() {},
    },
    sound: {
      state: sounds.get,
      subscribe: sounds.subscribe,
      play: () => false,
      tryOut: (name: string, volume: number) => void heard.push(`${name} ${volume}`),
      stop() {},
    },
    notifications: {
      permission: leave.get,
      subscribe: leave.subscribe,
      ask,
      show: (note: Note) => notes.push(note) > 0,
      close() {},
      stop() {},
    },
  }
  const user = userEvent.setup()
  render(
    <>
      <AlertsButton alerts={sources} lang={lang} />
      <SoundLocked alerts={sources} lang={lang} />
    </>,
  )
  if (!isClosed) await user.click(screen.getByRole('button', { name: words.label }))
  return {
    user,
    kept,
    sounds,
    leave,
    heard,
    notes,
    ask,
    answers: (permission: Permission) => act(async () => answer?.(permission)),
  }
}

const locked = () => within(dialog() ?? document.body).queryByText('点击页面任意处即可开启声音')
const dialog = () => screen.queryByRole('dialog', { name: '提醒设置' })
const button = (name: string) => screen.getByRole('button', { name })
const check = (name: string) => screen.getByRole('checkbox', { name })

test('a sound that is chosen is heard at once, and kept', async () => {
  const { user, kept, heard } = await open({ settings: { volume: 0.4 } })
  expect(screen.getByRole('radio', { name: '风铃' })).toBeChecked()
  await user.click(screen.getByRole('radio', { name: '轻敲' }))
  expect([kept.get().sound, heard]).toEqual(['knock', ['knock 0.4']])
  await user.click(button('试听'))
  expect(heard).toEqual(['knock 0.4', 'knock 0.4'])
})

test('without a sound there is nothing to listen to, and nothing to say about it', async () => {
  const { user, kept, heard } = await open({ sound: 'locked' })
  await user.click(screen.getByRole('radio', { name: '静音' }))
  expect([kept.get().sound, heard]).toEqual(['off', []])
  expect(button('试听')).toBeDisabled()
  expect(screen.getByRole('slider', { name: '音量' })).toBeDisabled()
  expect(locked()).toBeNull()
})

test('the volume is told in per cent', async () => {
  const { kept } = await open()
  const slider = screen.getByRole('slider', { name: '音量' })
  expect(slider).toHaveAttribute('aria-valuetext', '60%')
  fireEvent.change(slider, { target: { value: '25' } })
  expect(kept.get().volume).toBe(0.25)
  expect(slider).toHaveAttribute('aria-valuetext', '25%')
})

test('a sound that is locked is told of until it is not', async () => {
  const { sounds } = await open({ sound: 'locked' })
  expect(locked()).toBeInTheDocument()
  act(() => sounds.set('ready'))
  expect(locked()).toBeNull()
  act(() => sounds.set('absent'))
  expect(screen.getByText('这个浏览器放不出提示音')).toBeInTheDocument()
})

test('notifications are asked for by a click alone, and are on once they are allowed', async () => {
  const { user, ask, answers, kept, notes } = await open({ permission: 'ask' })
  expect(ask).not.toHaveBeenCalled()
  await user.click(button('开启桌面通知'))
  expect(ask).toHaveBeenCalledTimes(1)
  expect(screen.getByText('请在浏览器的询问中选择“允许”')).toBeInTheDocument()
  await answers('granted')
  expect(check('显示桌面通知')).toBeChecked()
  expect(kept.get()).toMatchObject({ notifications: true, content: false })
  await user.click(check('通知里显示消息内容'))
  expect(kept.get().content).toBe(true)
  await user.click(button('发一条试试'))
  expect(notes).toMatchObject([{ title: '提醒设置', body: '桌面通知会这样显示' }])
  await user.click(check('显示桌面通知'))
  expect(kept.get().notifications).toBe(false)
  expect(screen.queryByRole('checkbox', { name: '通知里显示消息内容' })).toBeNull()
})

test('the focus stays in the dialog when what had it is gone', async () => {
  const { user, answers } = await open({ permission: 'ask' })
  await user.click(button('开启桌面通知'))
  await answers('granted')
  expect(dialog()).toContainElement(document.activeElement as HTMLElement)
  await user.keyboard('{Escape}')
  expect(dialog()).toBeNull()
})

test('who is refused is told how to go on, and nothing is switched on', async () => {
  const { user, answers, kept, leave } = await open({ permission: 'ask' })
  await user.click(button('开启桌面通知'))
  await answers('denied')
  expect(kept.get().notifications).toBe(false)
  expect(screen.getByText(/浏览器已阻止桌面通知。请点击地址栏左侧的图标/)).toBeInTheDocument()
  act(() => leave.set('granted'))
  expect(check('显示桌面通知')).not.toBeChecked()
})

test.each<[Permission, RegExp]>([
  ['insecure', /不是 https/],
  ['absent', /没有桌面通知/],
])('a page that can have none (%s) says why', async (permission, says) => {
  await open({ permission })
  expect(screen.getByText(says)).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: '开启桌面通知' })).toBeNull()
})

test('quiet hours begin as the night, and are changed by two times', async () => {
  const { user, kept } = await open()
  await user.click(check('每天定时免打扰'))
  expect(kept.get().quiet).toEqual({ from: 22 * 60, to: 8 * 60 })
  const group = within(screen.getByRole('group', { name: '免打扰时段' }))
  expect(group.getByLabelText('开始')).toHaveValue('22:00')
  fireEvent.change(group.getByLabelText('结束'), { target: { value: '07:30' } })
  expect(kept.get().quiet).toEqual({ from: 22 * 60, to: 7 * 60 + 30 })
  fireEvent.change(group.getByLabelText('开始'), { target: { value: '07:30' } })
  expect(screen.getByText('开始和结束相同，不会免打扰')).toBeInTheDocument()
  await user.click(check('每天定时免打扰'))
  expect(kept.get().quiet).toBeNull()
})

test('a time that is only half typed changes nothing, and is the old one again when it is left', async () => {
  const { kept } = await open({ settings: { quiet: { from: 60, to: 120 } } })
  const field = screen.getByLabelText('开始')
  fireEvent.change(field, { target: { value: '' } })
  expect(field).toHaveValue('')
  expect(kept.get().quiet).toEqual({ from: 60, to: 120 })
  fireEvent.blur(field)
  expect(field).toHaveValue('01:00')
})

test('the keyboard goes round in it, and back to where it came from', async () => {
  const { user } = await open({ permission: 'absent' })
  expect(dialog()).toHaveFocus()
  await user.tab({ shift: true })
  expect(check('每天定时免打扰')).toHaveFocus()
  await user.tab()
  expect(button('关闭')).toHaveFocus()
  await user.tab({ shift: true })
  expect(check('每天定时免打扰')).toHaveFocus()
  await user.keyboard('{Escape}')
  expect(dialog()).toBeNull()
  expect(button('提醒设置')).toHaveFocus()
})

test('what is behind it is not there for readers as long as it is open', async () => {
  const { user } = await open()
  expect(screen.queryByRole('button', { name: '提醒设置' })).toBeNull()
  await user.click(button('关闭'))
  expect(button('提醒设置')).toBeVisible()
})

test('a press beside it closes it, one on it or dragged out of it does not', async () => {
  const { user } = await open()
  const [heading, beside] = [
    screen.getByRole('heading', { name: '提醒设置' }),
    dialog()?.parentElement ?? document.body,
  ]
  await user.click(heading)
  expect(dialog()).not.toBeNull()
  await user.pointer([
    { keys: '[MouseLeft>]', target: heading },
    { keys: '[/MouseLeft]', target: beside },
  ])
  fireEvent.click(beside)
  expect(dialog()).not.toBeNull()
  await user.click(beside)
  expect(dialog()).toBeNull()
  expect(button('提醒设置')).toHaveFocus()
})

test.each<[Lang, readonly string[]]>([
  ['zh-CN', ['1 条新消息', '3 条新消息', '在吗', '[3 条] 在吗']],
  ['en', ['1 new message', '3 new messages', '在吗', '[3] 在吗']],
])(
  'a notification says in %s how many there are, and what the newest says where that is allowed',
  (lang, says) => {
    const { note } = alertWords(lang)
    expect([note(1, null), note(3, null), note(1, '在吗'), note(3, '在吗')]).toEqual(says)
  },
)

test('it speaks English too', async () => {
  await open({ lang: 'en', permission: 'ask' })
  expect(screen.getByRole('dialog', { name: 'Alert settings' })).toBeVisible()
  expect(button('Turn on desktop notifications')).toBeVisible()
  expect(screen.getByRole('dialog').textContent).not.toMatch(/[\u4e00-\u9fff]/)
})

test('the page says that sounds are locked before anybody looks for settings, unless none is wanted', async () => {
  const { sounds } = await open({ sound: 'locked', isClosed: true })
  expect(locked()).toBeVisible()
  act(() => sounds.set('ready'))
  expect(locked()).toBeNull()
  cleanup()
  await open({ sound: 'locked', settings: { sound: 'off' }, isClosed: true })
  expect(locked()).toBeNull()
})
