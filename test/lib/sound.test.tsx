import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSound, type Sound } from '~/lib/sound'
import { SOUNDS } from '~/lib/soundNotes'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A context of a browser that lets nothing sound before somebody has touched the page, and what it was given to play. */
function aContext() {
  const target = new EventTarget()
  const waiting: (() => void)[] = []
  const played: { hz: number; at: number; lasts: number; loudest: number }[] = []
  const browser = { isAllowed: false, isBusy: false }
  const context = Object.assign(target, {
    state: 'suspended',
    currentTime: 5,
    destination: {},
    become(state: string) {
      context.state = state
      target.dispatchEvent(new Event('statechange'))
    },
    resume: () =>
      new Promise<void>((resolve) => {
        const run = () => {
          context.become('running')
          resolve()
        }
        if (browser.isAllowed && !browser.isBusy) run()
        else waiting.push(run)
      }),
    async suspend() {
      context.become('suspended')
    },
    close: vi.fn<() => Promise<void>>(async () => {}),
    createOscillator() {
      const tone = { hz: 0, at: 0, lasts: 0, loudest: 0 }
      const frequency = {
        set value(hz: number) {
          tone.hz = hz
        },
      }
      return {
        type: 'sine',
        frequency,
        connect: ({ loudest }: { loudest: () => number }) => {
          tone.loudest = loudest()
        },
        start: (at: number) => (tone.at = at),
        stop(at: number) {
          tone.lasts = at - tone.at
          played.push(tone)
        },
      }
    },
    createGain() {
      let loudest = 0
      const goes = (to: number) => {
        if (to <= 0) throw new RangeError('an exponential ramp never reaches zero')
        loudest = Math.max(loudest, to)
      }
      return {
        gain: {
          setValueAtTime: goes,
          linearRampToValueAtTime: goes,
          exponentialRampToValueAtTime: goes,
        },
        connect() {},
        loudest: () => loudest,
      }
    },
  })
  return {
    browser,
    context,
    played,
    /** What the browser kept waiting runs now. */
    lets: () => waiting.splice(0).forEach((run) => run()),
    create: () => context as unknown as AudioContext,
  }
}

/** Somebody touches the page, which the browser takes for leave to play. */
function touch({ browser }: ReturnType<typeof aContext>, type: string) {
  browser.isAllowed = true
  window.dispatchEvent(new Event(type))
}
const settle = () => vi.advanceTimersByTimeAsync(1)

let sound: Sound
afterEach(() => sound.stop())

test.each(['pointerdown', 'pointerup', 'touchend', 'keydown', 'click'])(
  'it is locked until somebody touches the page (%s), and tells when it is ready',
  async (type) => {
    const fake = aContext()
    sound = createSound(fake.create)
    const states: string[] = []
    sound.subscribe(() => states.push(sound.state()))
    expect(sound.state()).toBe('locked')
    touch(fake, type)
    await settle()
    expect(states).toEqual(['ready'])
  },
)

test('a browser that knows the page has it ready from the beginning', () => {
  const fake = aContext()
  sound = createSound(fake.create)
  fake.context.become('running')
  expect(sound.state()).toBe('ready')
})

test('where it is locked nothing is played, nor later', async () => {
  const fake = aContext()
  sound = createSound(fake.create)
  expect(sound.play('chime', 1)).toBe(false)
  touch(fake, 'click')
  await settle()
  expect(fake.played).toEqual([])
})

test.each(Object.entries(SOUNDS))(
  '%s sounds with all of its tones, in less than a second',
  async (name, tones) => {
    const fake = aContext()
    sound = createSound(fake.create)
    touch(fake, 'click')
    expect(sound.play(name as keyof typeof SOUNDS, 1)).toBe(true)
    await settle()
    expect(fake.played.map(({ hz }) => hz)).toEqual(tones.map(({ hz }) => hz))
    for (const { at, lasts } of fake.played) expect(at + lasts - fake.context.currentTime).toBeLessThan(1)
  },
)

test('it is as loud as was chosen, and never so loud that tones are cut off', async () => {
  const fake = aContext()
  sound = createSound(fake.create)
  touch(fake, 'click')
  const loudness = async (volume: number) => {
    fake.played.length = 0
    sound.play('knock', volume)
    await settle()
    return Math.max(...fake.played.map(({ loudest }) => loudest))
  }
  const [silent, quiet, loud] = [await loudness(0), await loudness(0.3), await loudness(1)]
  expect(silent).toBeLessThan(0.001)
  expect(quiet).toBeGreaterThan(0.01)
  expect(loud).toBeGreaterThan(4 * quiet)
  expect(loud).toBeLessThanOrEqual(0.5)
})

test('between sounds the context sleeps, and plays the next one all the same', async () => {
  const fake = aContext()
  sound = createSound(fake.create)
  touch(fake, 'click')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(fake.context.state).toBe('suspended')
  expect(sound.state()).toBe('ready')
  sound.play('drop', 1)
  await settle()
  expect(fake.played).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(fake.context.state).toBe('suspended')
})

test('a sound that the browser does not let begin within a second is not played, and it is locked again', async () => {
  const fake = aContext()
  sound = createSound(fake.create)
  touch(fake, 'click')
  await vi.advanceTimersByTimeAsync(2_000)
  fake.browser.isBusy = true
  sound.play('drop', 1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sound.state()).toBe('locked')
  fake.lets()
  await settle()
  expect(fake.played).toEqual([])
  expect(sound.state()).toBe('ready')
})

test('to try a sound unlocks it', async () => {
  const fake = aContext()
  sound = createSound(fake.create)
  fake.browser.isAllowed = true
  sound.tryOut('drop', 1)
  await settle()
  expect(fake.played).toHaveLength(2)
  expect(sound.state()).toBe('ready')
})

test.each<[string, () => AudioContext | null]>([
  ['has none', () => null],
  [
    'throws',
    () => {
      throw new DOMException('too many', 'NotSupportedError')
    },
  ],
])('a browser that %s has no sound, and nothing breaks', async (_, create) => {
  sound = createSound(create)
  expect(sound.state()).toBe('absent')
  expect(sound.play('drop', 1)).toBe(false)
  sound.tryOut('drop', 1)
  window.dispatchEvent(new Event('click'))
  await settle()
})

test('stopped, it is closed and touches are nothing to it', async () => {
  const fake = aContext()
  sound = createSound(fake.create)
  const changed = vi.fn<() => void>()
  sound.subscribe(changed)
  sound.stop()
  touch(fake, 'click')
  await settle()
  expect(fake.context.close).toHaveBeenCalledTimes(1)
  expect(changed).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
