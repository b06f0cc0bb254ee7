import { expect, test } from 'vitest'
import { liveDay } from './day'
import { number, table, write } from './document'

test('a day of talk', { timeout: 3_600_000 }, async () => {
  const days: Awaited<ReturnType<typeof liveDay>>[] = []
  for (let seed = 1; seed <= 5; seed += 1) days.push(await liveDay(seed))
  const all = (name: keyof (typeof days)[number]) => days.reduce((sum, day) => sum + day[name], 0)
  const longest = Math.max(...days.map(({ longestDoubt }) => longestDoubt))
  expect([all('lost'), all('doubled'), all('falselyFailed')]).toEqual([0, 0, 0])
  await write(
    'day',
    table(
      [
        'days',
        'own messages',
        'answers lost',
        'heard',
        'lost',
        'doubled',
        'shown as failed wrongly',
        'longest doubt',
      ],
      [
        [
          days.length,
          number(all('said')),
          number(all('lostAcks')),
          number(all('heard')),
          all('lost'),
          all('doubled'),
          all('falselyFailed'),
          `${number(longest / 1000, 1)} s`,
        ],
      ],
    ),
  )
})
