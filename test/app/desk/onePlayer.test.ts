import { expect, test } from 'vitest'
import { createOnePlayer } from '~/app/desk/onePlayer'
import type { AudioPlayer } from '~/lib/audioPlayer'

/** A player that only notes what is wanted of it. */
function aPlayer(heard: string[], name: string): AudioPlayer {
  return {
    toggle: (id) => void heard.push(`${name} plays ${id}`),
    pause: () => void heard.push(`${name} is silent`),
    playback: () => ({ phase: 'idle' }),
    duration: () => null,
    isPlayed: () => false,
    subscribe: () => () => {},
    playing: () => null,
  }
}

/** Two conversations of one page. */
function twoOfThem() {
  const heard: string[] = []
  const page = createOnePlayer()
  return { heard, page, anna: page.join(aPlayer(heard, 'anna')), bert: page.join(aPlayer(heard, 'bert')) }
}

test('a voice that is started stops the one of another conversation, and not its own before the tap is told', () => {
  const { heard, anna, bert } = twoOfThem()
  anna.toggle('1', '/1.mp3')
  bert.toggle('2', '/2.mp3')
  expect(heard).toEqual(['bert is silent', 'anna plays 1', 'anna is silent', 'bert plays 2'])
})

test('who records in one conversation hears no other', () => {
  const { heard, bert } = twoOfThem()
  bert.pause()
  expect(heard).toEqual(['anna is silent', 'bert is silent'])
})

test('a conversation that is removed falls silent alone, and is no part of it any more', () => {
  const { heard, page, anna, bert } = twoOfThem()
  page.leave(anna)
  bert.toggle('2', '/2.mp3')
  expect(heard).toEqual(['anna is silent', 'bert plays 2'])
})
