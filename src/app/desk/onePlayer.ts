import type { AudioPlayer } from '~/lib/audioPlayer'

/** What one conversation has of the page's sound. */
export type OnePlayer = Readonly<{
  /** The player of a conversation as one of the page's: whatever starts a clip of it stops all others, and silence is for all. */
  join: (player: AudioPlayer) => AudioPlayer
  /** Silence, whoever's clip it is. */
  pause: () => void
  /** A conversation is gone, and what it plays with it. `player`: as `join` gave it. */
  leave: (player: AudioPlayer) => void
}>

/**
 * The players of all conversations of a desk as the one of the page. Each knows what was heard of its conversation and what comes
 * next in it, and plays on while another conversation is in front.
 */
export function createOnePlayer(): OnePlayer {
  const all = new Map<AudioPlayer, AudioPlayer>()
  const pause = () => {
    for (const player of all.values()) player.pause()
  }
  return {
    join(player) {
      const joined: AudioPlayer = {
        ...player,
        toggle(id, url) {
          for (const other of all.values()) if (other !== player) other.pause()
          player.toggle(id, url)
        },
        // somebody records: no voice of another conversation may be heard in it either
        pause,
      }
      all.set(joined, player)
      return joined
    },
    pause,
    leave(joined) {
      all.get(joined)?.pause()
      all.delete(joined)
    },
  }
}
