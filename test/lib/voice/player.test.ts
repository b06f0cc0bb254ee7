import { describe, expect, test, vi } from 'vitest'
import { aPlayer, inABrowser, settled } from './aPlayer'

inABrowser()

describe('in the tap itself', () => {
  test('what browsers play begins, before anything else is loaded', async () => {
    const { player, audio, phase, heard } = aPlayer()
    player.toggle('a', 'https://jh.test/a.mp3?x=1')
    expect([audio.calls, phase()]).toEqual([['https://jh.test/a.mp3?x=1', 'play'], 'loading'])
    // the sound may be quicker than what is to listen to it
    audio.happens('playing', { readyState: 4 })
    await settled()
    expect([audio.calls.length, phase(), heard]).toEqual([2, 'playing', ['a']])
  })

  test.each(['/a.amr', '/a', '/a.mp3.amr', '/a.slk'])(
    'for %s it is unlocked with a clip of nothing',
    async (url) => {
      const { player, audio, opened, phase, heard } = aPlayer()
      player.toggle('a', url)
      expect(audio.calls).toEqual(['silence', 'play'])
      await settled()
      audio.happens('playing')
      audio.ends()
      expect([phase(), heard, opened.map(({ url }) => url)]).toEqual(['loading', [], [url]])
      opened[0]?.done('/wav')
      await settled()
      audio.happens('playing')
      expect([audio.calls, phase(), heard]).toEqual([['silence', 'play', '/wav', 'play'], 'playing', ['a']])
    },
  )

  test('a recording of this page plays', async () => {
    const { audio, opened, phase, reason, sounds } = aPlayer()
    await sounds('blob:https://jh.test/1')
    expect([phase(), opened.length]).toEqual(['playing', 0])
    audio.fails()
    expect([reason(), opened.length]).toEqual(['damaged', 0])
  })

  test('another tap takes the first one back, while what plays is on its way', async () => {
    const { player, audio, phase, opened } = aPlayer()
    player.toggle('a', '/a.amr')
    player.toggle('a', '/a.amr')
    await settled()
    expect([phase(), audio.paused, opened]).toEqual(['idle', true, []])
    player.toggle('a', '/a.amr')
    await settled()
    expect([phase(), opened.length]).toEqual(['loading', 1])
  })

  test('the last of several clips plays', async () => {
    const { player, opened, phase } = aPlayer()
    player.toggle('a', '/a.amr')
    player.toggle('b', '/b.amr')
    await settled()
    expect([phase('a'), phase('b'), opened.map(({ url }) => url)]).toEqual(['idle', 'loading', ['/b.amr']])
  })

  test('a part of the page that does not arrive is a failure, and asked for again', async () => {
    const { player, audio, reason } = aPlayer({ loaded: Promise.reject(new TypeError('Load failed')) })
    player.toggle('a', '/a.mp3')
    await settled()
    expect([reason(), audio.paused]).toEqual(['unreachable', true])
  })
})

describe('a clip', () => {
  test('pauses, resumes where it was, and ends', async () => {
    const { player, audio, phase, sounds } = aPlayer()
    await sounds()
    audio.currentTime = 2
    player.toggle('a', '/a.mp3')
    expect([phase(), player.playing()?.progress()]).toEqual(['paused', { at: 2, length: 4.4 }])
    player.toggle('a', '/a.mp3')
    expect([phase(), audio.calls]).toEqual(['loading', ['/a.mp3', 'play', 'play']])
    audio.happens('playing')
    audio.ends()
    expect(phase()).toBe('idle')
  })

  test('tells the same thing until something else happens', async () => {
    const { player, audio, sounds } = aPlayer()
    await sounds()
    const before = player.playback('a')
    audio.happens('progress')
    audio.happens('loadedmetadata')
    expect(player.playback('a')).toBe(before)
  })

  test('that runs dry loads, and goes on', async () => {
    const { audio, phase, sounds } = aPlayer()
    await sounds()
    audio.happens('waiting')
    expect(phase()).toBe('loading')
    audio.happens('playing')
    expect(phase()).toBe('playing')
  })

  test('that runs dry keeps its place where it is paused, or has to be read anew', async () => {
    const { player, audio, opened, phase, sounds } = aPlayer()
    await sounds()
    audio.currentTime = 3
    audio.happens('waiting')
    player.toggle('a', '/a.mp3')
    expect([phase(), audio.paused, audio.currentTime]).toEqual(['paused', true, 3])
    player.toggle('a', '/a.mp3')
    audio.happens('playing')
    audio.happens('waiting')
    vi.advanceTimersByTime(15_000)
    expect([phase(), audio.paused, opened.length]).toEqual(['loading', true, 1])
    opened[0]?.done('/blob')
    await settled()
    audio.happens('loadedmetadata', { duration: 4.4 })
    audio.happens('playing')
    expect([phase(), audio.src, audio.currentTime]).toEqual(['playing', '/blob', 3])
  })

  test('that is moved on plays, unless what is there takes its time', async () => {
    const { audio, phase, told, sounds } = aPlayer()
    await sounds()
    told.length = 0
    audio.happens('waiting', { seeking: true })
    vi.advanceTimersByTime(299)
    audio.happens('playing', { seeking: false })
    vi.advanceTimersByTime(500)
    expect(new Set(told)).toEqual(new Set(['playing']))
    audio.happens('waiting', { seeking: true })
    vi.advanceTimersByTime(300)
    expect(phase()).toBe('loading')
    audio.happens('playing', { seeking: false })
    expect(phase()).toBe('playing')
  })

  test('is paused for a recording, one on its way is given up', async () => {
    const { player, audio, opened, phase, sounds } = aPlayer()
    await sounds()
    player.pause()
    expect([phase(), audio.paused]).toEqual(['paused', true])
    player.toggle('b', '/b.amr')
    player.pause()
    expect([phase('b'), opened[0]?.signal.aborted]).toEqual(['idle', true])
    opened[0]?.done('/wav')
    await settled()
    expect([phase('b'), audio.paused]).toEqual(['idle', true])
  })

  test('is let go of where another is played', async () => {
    const { player, audio, opened, phase } = aPlayer()
    player.toggle('a', '/a.amr')
    await settled()
    player.toggle('b', '/b.mp3')
    expect([opened[0]?.signal.aborted, phase('a'), phase('b')]).toEqual([true, 'idle', 'loading'])
    opened[0]?.done('/wav')
    await settled()
    expect(audio.src).toBe('/b.mp3')
  })

  test('that was opened lately plays in the tap', async () => {
    const { player, audio, ready, sounds } = aPlayer()
    await sounds()
    ready.set('/b.amr', '/wav')
    player.toggle('b', '/b.amr')
    expect(audio.calls.slice(-2)).toEqual(['/wav', 'play'])
  })

  test('is moved on by seeking, within its length', async () => {
    const { player, audio, sounds } = aPlayer()
    await sounds()
    const seen = [2, -1, 99].map((second) => {
      player.playing()?.seek(second)
      return audio.currentTime
    })
    expect(seen).toEqual([2, 0, 4.4])
  })

  test('and all after it are as fast as was chosen', async () => {
    const { player, audio, sounds } = aPlayer()
    await sounds()
    player.playing()?.setRate(1.5)
    expect([audio.playbackRate, player.playing()?.rate()]).toEqual([1.5, 1.5])
    player.toggle('b', '/b.mp3')
    expect(audio.playbackRate).toBe(1.5)
  })

  test('is as fast as was chosen at an earlier visit, though it begins before that is known', async () => {
    const { audio, sounds } = aPlayer({ keptRate: 2 })
    await sounds()
    expect(audio.playbackRate).toBe(2)
  })

  test('is followed by the next one', async () => {
    const { audio, phase, sounds, follows, told } = aPlayer()
    await sounds()
    follows({ id: 'b', url: '/b.mp3' })
    audio.ends()
    expect([phase('a'), phase('b'), audio.src, told.pop()]).toEqual(['idle', 'loading', '/b.mp3', 'idle'])
  })

  test('has its length known, as the 200 last ones have', async () => {
    const { player, audio, sounds } = aPlayer()
    await sounds()
    for (let i = 0; i < 200; i += 1) {
      expect(player.duration('a')).toBe(4.4)
      player.toggle(`${i}`, '/b.mp3')
      audio.happens('loadedmetadata', { duration: i })
    }
    expect([player.duration('a'), player.duration('199')]).toEqual([null, 199])
  })

  test('of a length that nobody knows has none', async () => {
    const { player, audio } = aPlayer()
    player.toggle('a', '/a.webm')
    await settled()
    audio.happens('loadedmetadata', { duration: Infinity })
    player.playing()?.seek(3)
    expect([player.duration('a'), audio.currentTime]).toEqual([null, 0])
    // once all of it was read
    audio.happens('durationchange', { duration: 9 })
    player.playing()?.seek(3)
    expect([player.duration('a'), audio.currentTime]).toEqual([9, 3])
  })
})
