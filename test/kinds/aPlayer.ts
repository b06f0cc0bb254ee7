import { vi } from 'vitest'
import { createAudioPlayer } from '~/lib/audioPlayer'
import { createPlaying } from '~/lib/voice/playing'

/** An `<audio>` that the test plays, and what it plays with: `clips` has what would have been read. */
export function aPlayer() {
  const audio = document.createElement('audio')
  const play = vi.spyOn(audio, 'play').mockImplementation(() => Promise.resolve())
  const pause = vi
    .spyOn(audio, 'pause')
    .mockImplementation(() => void audio.dispatchEvent(new Event('pause')))
  const fails = (code: number) => {
    Object.defineProperty(audio, 'error', { value: { code }, configurable: true })
    audio.dispatchEvent(new Event('error'))
  }
  const lasts = (seconds: number) => {
    Object.defineProperty(audio, 'duration', { value: seconds, configurable: true })
    audio.dispatchEvent(new Event('loadedmetadata'))
  }
  const open = vi.fn<() => Promise<string>>()
  const heard = new Set<string>()
  const rate = { now: 1 }
  const player = createAudioPlayer({
    create: () => audio,
    isPlayed: (id) => heard.has(id),
    load: (audio, tell) =>
      Promise.resolve(
        createPlaying({
          audio,
          tell,
          clips: { ready: () => undefined, open, drop: () => undefined },
          rate: { get: () => rate.now, keep: (wanted) => void (rate.now = wanted) },
          next: () => null,
          onHeard: (id) => void heard.add(id),
        }),
      ),
  })
  return { player, audio, play, pause, fails, lasts, open }
}
