import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { aWorld, elapse, ownTheClock, renderChat, setVisibility, shownTexts } from '~test/support/renderChat'

ownTheClock()

const MEMBER = { appid: 'JH', from: '200', fromrole: 'MEMBER', nickname: '林晓雨', avatar: '' }

/** A page whose host tells who is looking by `answer`. */
async function anEntrance(answer: () => Response, address = '') {
  const world = aWorld()
  world.says({ content: '给会员的' })
  world.says({ content: '给别人的', from: '2', to: '201' })
  const chat = await renderChat(world, {
    address,
    env: { VITE_IDENTITY_URL: '/session/me' },
    handlers: [http.get('*/session/me', () => answer())],
  })
  await elapse('500 ms')
  return { world, chat }
}

/** Somebody looks elsewhere for a moment. */
function comesBack() {
  setVisibility('hidden')
  setVisibility('visible')
}

test('whom the host names sees their own conversation, whatever the address says', async () => {
  let asked = 0
  await anEntrance(() => {
    asked += 1
    return HttpResponse.json(MEMBER)
  }, '&from=201&fromrole=SALER')
  expect(shownTexts()).toEqual(['给会员的'])
  expect(asked).toBe(1)
})

test('nobody signed in is told so, and a tap asks again', async () => {
  let answer = () => new HttpResponse(null, { status: 401 }) as Response
  const { chat } = await anEntrance(() => answer())
  expect(screen.getByText('登录已失效，请重新进入')).toBeTruthy()
  // no connection that comes back helps
  expect(screen.getByText('处理上方的提示后再试')).toBeTruthy()
  expect(screen.queryByRole('log')).toBeNull()
  answer = () => HttpResponse.json(MEMBER)
  await chat.user.click(screen.getByRole('button', { name: '重试' }))
  await elapse('500 ms')
  expect(shownTexts()).toEqual(['给会员的'])
})

test('a host that does not answer is asked again by itself', async () => {
  let answer = () => HttpResponse.error() as Response
  await anEntrance(() => answer())
  expect(screen.getByText('暂时看不到消息')).toBeTruthy()
  answer = () => HttpResponse.json(MEMBER)
  await elapse('5 s')
  expect(shownTexts()).toEqual(['给会员的'])
})

test('F78 who signs in as somebody else sees nothing of the one before, nor what they were about to send', async () => {
  let who: typeof MEMBER = MEMBER
  const { chat, world } = await anEntrance(() => HttpResponse.json(who))
  chat.server.use(http.post('*/api/im/sendMsg', () => new Promise(() => {})))
  await chat.user.type(screen.getByRole('textbox', { name: '输入消息' }), '我的秘密{Enter}')
  await elapse('500 ms')
  expect(shownTexts()).toEqual(['给会员的', '我的秘密'])
  setVisibility('hidden')
  await elapse('20 s')
  who = { ...MEMBER, from: '201' }
  setVisibility('visible')
  await elapse('1 s')
  expect(shownTexts()).toEqual(['给别人的'])
  expect(world.rows().filter(({ content }) => content === '我的秘密')).toEqual([])
  // the same one again: nothing is drawn anew
  const list = screen.getByRole('log')
  comesBack()
  await elapse('1 s')
  expect(screen.getByRole('log')).toBe(list)
})

test('who is looking stays so while the host cannot be asked', async () => {
  let answer = () => HttpResponse.json(MEMBER) as Response
  await anEntrance(() => answer())
  answer = () => HttpResponse.error()
  comesBack()
  await elapse('1 s')
  expect(shownTexts()).toEqual(['给会员的'])
})

test('a host that asks for time gets it, whoever comes back to the page', async () => {
  let asked = 0
  let answer = () => new HttpResponse(null, { status: 503, headers: { 'retry-after': '30' } }) as Response
  await anEntrance(() => {
    asked += 1
    return answer()
  })
  await elapse('20 s')
  comesBack()
  await elapse('8 s')
  expect(asked).toBe(1)
  answer = () => HttpResponse.json(MEMBER)
  await elapse('2 s')
  expect(shownTexts()).toEqual(['给会员的'])
})

test('a voice falls silent when somebody else signs in', async () => {
  let who: typeof MEMBER = MEMBER
  const { chat, world } = await anEntrance(() => HttpResponse.json(who))
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined)
  const pause = vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue(undefined)
  world.says({ type: 'VOICE', content: '/a.mp3', voiceLength: 4 })
  await elapse('3 s')
  await chat.user.click(screen.getByRole('button', { name: /播放语音/ }))
  expect(pause).not.toHaveBeenCalled()
  who = { ...MEMBER, from: '201' }
  comesBack()
  await elapse('1 s')
  expect(shownTexts()).toEqual(['给别人的'])
  expect(pause).toHaveBeenCalledTimes(1)
})

test('two who are called alike when their ids are read together are two', async () => {
  let who: typeof MEMBER = { ...MEMBER, appid: 'JH MEMBER' }
  const { world } = await anEntrance(() => HttpResponse.json(who))
  world.says({ content: '给第一个的', appid: 'JH MEMBER' })
  await elapse('3 s')
  expect(shownTexts()).toEqual(['给第一个的'])
  who = { ...MEMBER, from: 'MEMBER 200' }
  comesBack()
  await elapse('1 s')
  expect(shownTexts()).toEqual([])
})
