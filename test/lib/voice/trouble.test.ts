import { describe, expect, test, vi } from 'vitest'
import { ClipError } from '~/lib/voice/trouble'
import { aPlayer, inABrowser, settled } from './aPlayer'

inABrowser()

describe('a clip that does not play', () => {
  test('straight from the server is looked into, and not asked of what the browser has kept', async () => {
    const { player, audio, opened, phase } = aPlayer()
    player.toggle('a', '/a.mp3')
    await settled()
    audio.fails()
    expect([opened.map(({ url, again }) => [url, again]), phase()]).toEqual([[['/a.mp3', true]], 'loading'])
    opened[0]?.done('/wav')
    await settled()
    audio.happens('playing')
    expect(phase()).toBe('playing')
  })

  test('had failed before anybody listened: the same', async () => {
    const { player, audio, opened } = aPlayer()
    player.toggle('a', '/a.mp3')
    audio.fails()
    await settled()
    expect(opened.length).toBe(1)
  })

  test.each([
    'missing',
    'refused',
    'empty',
    'page',
    'large',
    'wideband',
    'silk',
    'decoder',
    'unreachable',
  ] as const)('because it is %s says so, and is tried again at a tap', async (trouble) => {
    const { player, audio, opened, reason, phase, heard } = aPlayer()
    player.toggle('a', '/a.amr')
    await settled()
    opened[0]?.done(new ClipError(trouble))
    await settled()
    expect([reason(), audio.src.startsWith('blob:'), heard]).toEqual([trouble, true, []])
    player.toggle('a', '/a.amr')
    expect([phase(), opened.length]).toEqual(['loading', 2])
    player.pause()
  })

  test('because the browser keeps it from the page is played unread, if the element can', async () => {
    const { player, audio, opened, phase, reason } = aPlayer()
    player.toggle('a', '/a')
    await settled()
    opened[0]?.done(new ClipError('kept'))
    await settled()
    expect([audio.src, phase()]).toEqual(['/a', 'loading'])
    audio.fails()
    expect([reason(), opened.length]).toEqual(['kept', 1])
  })

  test('unread was tried already: no second time', async () => {
    const { player, audio, opened, reason } = aPlayer()
    player.toggle('a', '/a.mp3')
    await settled()
    audio.fails()
    opened[0]?.done(new ClipError('kept'))
    await settled()
    expect([reason(), audio.calls]).toEqual(['kept', ['/a.mp3', 'play']])
  })

  test('though its bytes were read is damaged, and read anew the next time', async () => {
    const { player, audio, opened, reason, drop } = aPlayer()
    player.toggle('a', '/a.amr')
    await settled()
    opened[0]?.done('/wav')
    await settled()
    audio.fails()
    expect([reason(), drop.mock.calls]).toEqual(['damaged', [['/a.amr']]])
  })

  test.each([
    'OnMediaSinkAudioError',
    'NS_ERROR_DOM_MEDIA_MEDIASINK_ERR (0x806e000b)',
    'AUDIO_RENDERER_ERROR',
  ])('because there is nothing to play on (%s) says so, whatever way it came', async (message) => {
    const { player, audio, opened, reason, drop, sounds } = aPlayer()
    await sounds()
    audio.happens('error', { error: { code: 3, message } })
    expect([reason(), opened.length]).toEqual(['speaker', 0])
    player.toggle('a', '/a.amr')
    opened[0]?.done('/wav')
    await settled()
    audio.happens('error', { error: { code: 3, message } })
    expect([reason(), drop.mock.calls]).toEqual(['speaker', []])
  })

  test('nor moves for 15 s is looked into; bytes that come put that off', async () => {
    const { player, audio, opened, phase } = aPlayer()
    player.toggle('a', '/a.mp3')
    await settled()
    vi.advanceTimersByTime(14_000)
    audio.happens('progress')
    vi.advanceTimersByTime(14_000)
    expect(opened.length).toBe(0)
    vi.advanceTimersByTime(1000)
    expect([opened.length, phase()]).toEqual([1, 'loading'])
    player.pause()
  })

  test('nor moves is silent, should it come after all', async () => {
    const { player, audio, opened, phase, reason, heard } = aPlayer()
    player.toggle('a', '/a.mp3')
    await settled()
    vi.advanceTimersByTime(15_000)
    expect([audio.paused, phase()]).toEqual([true, 'loading'])
    opened[0]?.done(new ClipError('unreachable'))
    await settled()
    audio.happens('playing')
    expect([audio.paused, reason(), heard]).toEqual([true, 'unreachable', []])
    // a clip of this page is not read
    player.toggle('b', 'blob:b')
    vi.advanceTimersByTime(15_000)
    expect([audio.paused, reason('b')]).toEqual([true, 'blocked'])
  })

  test('where the browser wants another tap says so, and plays at that tap', async () => {
    const { player, audio, opened, ready, reason } = aPlayer()
    player.toggle('a', '/a.amr')
    await settled()
    audio.refusal = new DOMException('no', 'NotAllowedError')
    opened[0]?.done('/wav')
    await settled()
    expect(reason()).toBe('blocked')
    audio.refusal = null
    ready.set('/a.amr', '/wav')
    player.toggle('a', '/a.amr')
    expect(audio.calls.slice(-2)).toEqual(['/wav', 'play'])
    player.pause()
  })

  test('that nobody waits for any more does not begin when WeChat answers', async () => {
    const { player, audio, opened, phase } = aPlayer()
    let answer = () => {}
    const WeixinJSBridge = { invoke: (_: string, __: object, answered: () => void) => (answer = answered) }
    vi.stubGlobal('window', { WeixinJSBridge })
    player.toggle('a', '/a.amr')
    await settled()
    audio.refusal = new DOMException('no', 'NotAllowedError')
    opened[0]?.done('/wav')
    await settled()
    player.pause()
    audio.refusal = null
    answer()
    await settled()
    expect([audio.paused, phase()]).toEqual([true, 'idle'])
  })

  test.each(['at once', 'once WeChat is there'])(
    'outside of a tap begins in an answer of WeChat, %s',
    async (when) => {
      const { player, audio, opened, phase } = aPlayer()
      const page = new EventTarget()
      const WeixinJSBridge = {
        invoke: (_: string, __: object, answered: () => void) => {
          audio.refusal = null
          answered()
        },
      }
      vi.stubGlobal('document', page)
      vi.stubGlobal('navigator', { userAgent: 'MicroMessenger' })
      if (when === 'at once') vi.stubGlobal('window', { WeixinJSBridge })
      player.toggle('a', '/a.amr')
      await settled()
      audio.refusal = new DOMException('no', 'NotAllowedError')
      opened[0]?.done('/wav')
      await settled()
      vi.stubGlobal('window', { WeixinJSBridge })
      page.dispatchEvent(new Event('WeixinJSBridgeReady'))
      await settled()
      expect([audio.calls.filter((call) => call === 'play').length, audio.paused, phase()]).toEqual([
        3,
        false,
        'loading',
      ])
      audio.happens('playing')
      expect(phase()).toBe('playing')
    },
  )
})
